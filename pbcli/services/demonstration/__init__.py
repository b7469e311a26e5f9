"""The invented school that `demo` makes: nobody in it exists, and it is the same every time."""
