"""Why the system refused a file, in the language that is spoken: its own words are English in every language."""

import errno

from pbcli.messages import N_, _

_REASONS = {
    errno.ENOENT: N_("没有这个文件或文件夹"),
    errno.EACCES: N_("没有权限"),
    errno.EPERM: N_("没有权限"),
    errno.ENOSPC: N_("磁盘已满"),
    errno.EDQUOT: N_("磁盘配额已用完"),
    errno.EROFS: N_("磁盘是只读的"),
    errno.EIO: N_("磁盘出错"),
    errno.EISDIR: N_("那是文件夹"),
    errno.ENOTDIR: N_("路径中间有一段不是文件夹"),
    errno.ELOOP: N_("那是符号链接"),
    errno.EINVAL: N_("那不是普通文件"),
    errno.ENAMETOOLONG: N_("名称太长"),
    errno.ENOEXEC: N_("那不是程序"),
}


def reason(error: OSError) -> str:
    """Return why a file was refused; in the system's words where ours have none."""
    sentence = _REASONS.get(error.errno or 0)
    return (error.strerror or "") if sentence is None else _(sentence)
