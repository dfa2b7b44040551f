"""Disks of a test's own: one that can be taken away, one that fills up. Mounted where no other process sees them."""

import ctypes
import subprocess

NEW_MOUNTS = 0x00020000


class Unmountable(Exception):
    """Nothing can be mounted here, and why."""


def run(*command):
    try:
        done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    except FileNotFoundError:
        raise Unmountable(f"there is no {command[0]}") from None
    if done.returncode:
        raise Unmountable(f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stderr.strip()}")


def see_mounts_alone():
    """Gives this process mounts of its own: others would keep a disk mounted when it is taken away here, and all end with it."""
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_MOUNTS):
        raise Unmountable("this process may not have mounts of its own")
    run("mount", "--make-rprivate", "/")


class LoopDisk:
    """An xfs of its own on a loop device."""

    def __init__(self, work):
        see_mounts_alone()
        self.image, self.folder = work / "disk.img", work / "disk"
        self.folder.mkdir(exist_ok=True)
        with open(self.image, "wb") as file:
            file.truncate(400 << 20)
        run("mkfs.xfs", "-q", "-f", self.image)
        self.mount()

    def mount(self):
        run("mount", "-o", "loop", self.image, self.folder)

    def shut_down(self):
        """Everything that was not synced is lost, as if the power had failed."""
        run("xfs_io", "-x", "-c", "shutdown", self.folder)

    def come_back(self):
        run("umount", self.folder)
        self.mount()

    def remove(self):
        run("umount", self.folder)
        self.image.unlink(missing_ok=True)


class SmallDisk:
    """A disk in memory that is soon full."""

    def __init__(self, folder, megabytes):
        see_mounts_alone()
        self.folder = folder
        folder.mkdir(exist_ok=True)
        run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)

    def grow(self, megabytes):
        run("mount", "-o", f"remount,size={megabytes}m", self.folder)

    def remove(self):
        run("umount", self.folder)
