"""Frozen dataclasses that are cheap to declare.

The standard library writes and compiles the source of its methods for each class, a third of a millisecond; a start
declares dozens. Here the classes share methods that are compiled already, and the library looks at a class when it is
asked for its fields, and not before. Everything else (asdict, matching) is the library's, and for the type checker so
is the decorator.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """Return a value of the same class with other fields, as dataclasses.replace does; for no other sort."""
        kept = {name: value.__dict__[name] for name in value._field_names if name not in changes}  # noqa: SLF001
        return type(value)(**kept, **changes)

    def dataclass(*, frozen: bool, order: bool = False) -> Callable[[type], type]:
        """Declare a class of frozen values, as dataclasses.dataclass(frozen=True) does; for no other sort."""
        assert frozen
        return _ordered if order else _declared


def _declared(cls: Any) -> Any:
    own = cls.__dict__
    names = tuple(own.get("__annotations__", ()))
    defaults = {name: own[name] for name in names if name in own}
    if cls.__bases__ != (object,) or any(type(default).__module__ == "dataclasses" for default in defaults.values()):
        _declare_in_full(cls)
    else:
        setattr(cls, "__match_args__", names)  # noqa: B010  for the type checker it is not to be assigned to
        cls._fields_compared = names
        cls._field_names, cls._field_defaults, cls._fields_made = frozenset(names), defaults, {}
        cls.__dataclass_fields__ = _FieldsWhenAsked(cls)
    for method in (_init, _repr, _eq, _hash, _setattr, _delattr):
        setattr(cls, f"_{method.__name__}__", method)
    return cls


def _declare_in_full(cls: Any) -> None:
    """Let the library look at a class whose fields say more than their names and values, or that has others' fields."""
    import dataclasses

    dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    fields = dataclasses.fields(cls)
    cls._field_names = frozenset(f.name for f in fields)
    cls._field_defaults = {f.name: f.default for f in fields if f.default is not dataclasses.MISSING}
    cls._fields_made = {f.name: f.default_factory for f in fields if f.default_factory is not dataclasses.MISSING}
    cls._fields_compared = tuple(f.name for f in fields if f.compare)


class _FieldsWhenAsked:
    """Stands where the library keeps the fields of a class, until it asks for them."""

    def __init__(self, cls: Any) -> None:
        self._class = cls

    def __get__(self, _instance: object, _owner: object) -> Any:
        import dataclasses

        dataclasses.dataclass(init=False, repr=False, eq=False)(self._class)
        return self._class.__dataclass_fields__


def _ordered(cls: Any) -> Any:
    for method in (_lt, _le, _gt, _ge):
        setattr(cls, f"_{method.__name__}__", method)
    return _declared(cls)


def _init(self: Any, *given: Any, **named: Any) -> None:
    values = self.__dict__
    values.update(self._field_defaults)
    if given:
        names = self.__match_args__
        values.update(zip(names, given, strict=len(given) > len(names)))
        if named and not named.keys().isdisjoint(names[: len(given)]):
            raise TypeError(f"{type(self).__name__}: a field is given twice")
    values.update(named)
    for name, make in self._fields_made.items():
        if name not in values:
            values[name] = make()
    if values.keys() != self._field_names:
        raise TypeError(f"{type(self).__name__}: not these fields: {' '.join(self._field_names ^ values.keys())}")


def _repr(self: Any) -> str:
    fields = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({fields})"


def _eq(self: Any, other: object) -> Any:
    if self is other:
        return True
    return _compared(self) == _compared(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_compared(self))


def _setattr(self: Any, name: str, value: object) -> None:  # noqa: ARG001
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:  # noqa: ARG001
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _compared(self: Any) -> tuple[Any, ...]:
    return tuple(map(self.__dict__.__getitem__, self._fields_compared))


def _lt(self: Any, other: object) -> Any:
    return _compared(self) < _compared(other) if type(other) is type(self) else NotImplemented


def _le(self: Any, other: object) -> Any:
    return _compared(self) <= _compared(other) if type(other) is type(self) else NotImplemented


def _gt(self: Any, other: object) -> Any:
    return _compared(self) > _compared(other) if type(other) is type(self) else NotImplemented


def _ge(self: Any, other: object) -> Any:
    return _compared(self) >= _compared(other) if type(other) is type(self) else NotImplemented
