"""Where a file lies: told from what the three systems say, all of it tested on any of them."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest

from refcli.storage.book import place

LINUX = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
30 27 0:40 / /mnt/office rw,relatime shared:7 master:2 - cifs //server/x rw,vers=3.1
31 27 0:41 / /mnt/front\040desk rw - nfs4 nas:/front\040desk rw
32 30 8:3 / /mnt/office/local rw - ext4 /dev/sdb1 rw
33 27 0:42 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs
34 27 0:43 / /mnt/d rw,noatime - 9p drvfs rw,aname=drvfs
35 27 0:44 / /mnt/host rw - 9p hostshare rw,trans=virtio
36 27 0:45 / /mnt/twice rw - nfs nas:/old rw
37 36 8:4 / /mnt/twice rw - xfs /dev/sdc1 rw
38 27 0:46 / /home/tina/there rw,nosuid - fuse.sshfs tina@server:/there rw
39 27 0:47 / /media/usb rw,nosuid - fuseblk /dev/sdd1 rw
a line of something else
"""
MACOS = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//tina@server/x on /Volumes/x (smbfs, nodev, nosuid, mounted by tina)
nas:/front on /Volumes/front desk (old) (nfs, nodev)
https://tina@dav.example.com/ on /Volumes/dav (webdav)
//DENTAL;tina:secret@old._afpovertcp._tcp.local/x on /Volumes/afp (afpfs, nodev)
tina@server:/there on /Volumes/there (macfuse, nodev)
map auto_home on /System/Volumes/Data/home (autofs, automounted)
a line of something else
"""


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/home/tina/ref.db", None),
        ("/mnt/office/ref.db", "the network share //server/x (cifs)"),
        ("/mnt/office/deep/er/ref.db", "the network share //server/x (cifs)"),
        ("/mnt/office/local/ref.db", None),
        ("/mnt/office2/ref.db", None),
        ("/mnt/front desk/ref.db", "the network share nas:/front desk (nfs4)"),
        ("/mnt/c/ref.db", "a Windows drive seen from Linux (/mnt/c), as over a network"),
        ("/mnt/d/ref.db", "a Windows drive seen from Linux (/mnt/d), as over a network"),
        ("/mnt/host/ref.db", "the network share hostshare (9p)"),
        ("/mnt/twice/ref.db", None),
        ("/home/tina/there/ref.db", "the network share server:/there (fuse.sshfs)"),
        ("/media/usb/ref.db", None),
    ],
)
def test_linux_says_on_what_a_file_lies(path: str, where: str | None) -> None:
    assert place.network_mount(place.linux_mounts(LINUX), PurePosixPath(path)) == where


@pytest.mark.parametrize(
    "kind",
    [
        *("9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs"),
        *("fuse.ceph", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone"),
        *("fuse.sshfs", "macfuse", "osxfuse", "nfs", "nfs4", "smb3", "smbfs", "webdav"),
    ],
)
def test_every_kind_of_network_is_known(kind: str) -> None:
    mounted = [("ext4", "/", "/dev/sda2"), (kind, "/mnt", "server")]

    where = place.network_mount(mounted, PurePosixPath("/mnt/ref.db"))
    assert where == f"the network share server ({kind})"


def test_of_two_mounts_on_one_place_the_later_hides_the_earlier() -> None:
    local, share = ("ext4", "/mnt", "/dev/sdb1"), ("cifs", "/mnt", "//server/x")
    path = PurePosixPath("/mnt/ref.db")

    assert place.network_mount([local, share], path) == "the network share //server/x (cifs)"
    assert place.network_mount([share, local], path) is None


def test_a_line_that_is_cut_off_is_passed_over() -> None:
    whole = "30 27 0:40 / /mnt - cifs //server/x"
    cut = "30 27 0:40 / - cifs //server/x\n30 27 0:40 / /mnt rw - cifs\n"

    assert list(place.linux_mounts(cut + whole)) == [("cifs", "/mnt", "//server/x")]


def test_older_linux_says_the_same_in_another_order() -> None:
    text = "/dev/sda2 / ext4 rw 0 0\n//server/x /mnt/front\\040desk cifs rw 0 0\n\n"
    mounts = list(place.older_linux_mounts(text))

    assert mounts == [("ext4", "/", "/dev/sda2"), ("cifs", "/mnt/front desk", "//server/x")]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/Users/tina/ref.db", None),
        ("/System/Volumes/Data/home/tina/ref.db", None),
        ("/Volumes/x/ref.db", "the network share //server/x (smbfs)"),
        ("/Volumes/front desk (old)/ref.db", "the network share nas:/front (nfs)"),
        ("/Volumes/dav/ref.db", "the network share https://dav.example.com/ (webdav)"),
        ("/Volumes/afp/r.db", "the network share //old._afpovertcp._tcp.local/x (afpfs)"),
        ("/Volumes/there/ref.db", "the network share server:/there (macfuse)"),
    ],
)
def test_macos_says_on_what_a_file_lies_and_no_password(path: str, where: str | None) -> None:
    assert place.network_mount(place.macos_mounts(MACOS), PurePosixPath(path)) == where


def test_where_nothing_is_known_of_mounts_nothing_is_a_network() -> None:
    assert place.network_mount([], PurePosixPath("/mnt/office/ref.db")) is None


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (r"C:\Users\tina\ref.db", None),
        (r"\\?\C:\Users\tina\ref.db", None),
        (r"Z:\ref.db", "the network drive Z:"),
        (r"z:\ref.db", "the network drive Z:"),
        (r"\\?\Z:\ref.db", "the network drive Z:"),
        (r"\\server\x\deep\ref.db", r"the network share \\server\x"),
        ("//server/x/ref.db", r"the network share \\server\x"),
        (r"\\?\UNC\server\x\ref.db", r"the network share \\server\x"),
        (r"\\?\unc\server\x\ref.db", r"the network share \\server\x"),
        (r"\\wsl.localhost\Ubuntu\home\ref.db", r"the network share \\wsl.localhost\Ubuntu"),
        (r"\\.\C:\ref.db", None),
        (r"\\.\Z:\ref.db", "the network drive Z:"),
        (r"\\.\UNC\server\x\ref.db", r"the network share \\server\x"),
        (r"\odd\ref.db", None),
    ],
)
def test_windows_says_on_what_a_file_lies(path: str, where: str | None) -> None:
    def type_of(root: str) -> int:
        return {"C:\\": 3, "Z:\\": 4, "z:\\": 4}[root]

    assert place.windows_place(path, type_of) == where


def test_windows_is_asked_for_the_type_of_the_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    types = SimpleNamespace(GetDriveTypeW={"Z:\\": 4}.get)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=types), raising=False)

    assert place.drive_type("Z:\\") == 4


def test_on_windows_a_link_to_a_share_counts_as_the_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os.path, "realpath", lambda _: r"\\server\x\ref.db")

    assert place.network_place(Path("ref.db")) == r"the network share \\server\x"


@pytest.fixture
def listing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Linux whose list of mounts the test writes."""
    path = tmp_path / "mountinfo"
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(place, "LISTINGS", {"/nowhere": pytest.fail, path: place.linux_mounts})
    return path


def test_linux_is_asked_for_its_own_mounts_and_in_the_older_way_if_need_be() -> None:
    assert list(place.LISTINGS.items()) == [
        ("/proc/self/mountinfo", place.linux_mounts),
        ("/proc/mounts", place.older_linux_mounts),
    ]


def test_linux_is_asked_again_where_a_list_is_missing(tmp_path: Path, listing: Path) -> None:
    listing.write_text(f"30 27 0:40 / {tmp_path}/office rw - cifs //server/x rw\n")

    office = tmp_path / "office" / "missing" / "ref.db"
    assert place.network_place(office) == "the network share //server/x (cifs)"
    assert place.network_place(tmp_path / "ref.db") is None


def test_a_link_into_a_share_counts_as_the_share(tmp_path: Path, listing: Path) -> None:
    listing.write_text(f"30 27 0:40 / {tmp_path}/office rw - cifs //server/x rw\n")
    (tmp_path / "shortcut").symlink_to(tmp_path / "office")

    assert place.network_place(tmp_path / "shortcut" / "ref.db") == (
        "the network share //server/x (cifs)"
    )


def test_a_mount_whose_name_is_no_text_hides_no_other(tmp_path: Path, listing: Path) -> None:
    listing.write_bytes(
        b"29 27 0:39 / /mnt/\xff\xfe rw - ext4 /dev/sdb1 rw\n"
        + f"30 27 0:40 / {tmp_path} rw - cifs //server/x rw\n".encode()
    )

    assert place.network_place(tmp_path / "ref.db") == "the network share //server/x (cifs)"


@pytest.mark.parametrize("odd", ["\f", "\r", "\x85", "\u2028"])
def test_only_a_newline_ends_the_line_of_a_mount(tmp_path: Path, listing: Path, odd: str) -> None:
    text = f"30 27 0:40 / {tmp_path}/front{odd}desk rw - cifs //server/x rw\n"
    listing.write_bytes(text.encode())

    desk = tmp_path / f"front{odd}desk" / "ref.db"
    assert place.network_place(desk) == "the network share //server/x (cifs)"


def test_links_that_run_in_a_circle_are_left_to_whoever_opens_the_file(tmp_path: Path) -> None:
    loop = tmp_path / "ref.db"
    loop.symlink_to(loop)

    assert place.network_place(loop) is None
    assert place.cloud_folder(loop, {}) is None


def test_a_system_that_lists_no_mounts_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "LISTINGS", {"/nowhere": pytest.fail})

    assert place.read_mounts() == []


def as_macos(monkeypatch: pytest.MonkeyPatch, mount: Callable[[], bytes]) -> None:
    def run(command: list[str], *, timeout: float, **_: object) -> SimpleNamespace:
        assert (command, timeout) == (["/sbin/mount"], 5)
        return SimpleNamespace(stdout=mount())

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", run)


def test_macos_is_asked_by_its_own_command(monkeypatch: pytest.MonkeyPatch) -> None:
    as_macos(monkeypatch, MACOS.encode)

    assert place.network_place(Path("/Volumes/x/ref.db")) == "the network share //server/x (smbfs)"


def test_a_mount_on_macos_whose_name_is_no_text_hides_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    as_macos(monkeypatch, lambda: b"/dev/disk4 on /Volumes/\xff (exfat)\n" + MACOS.encode())

    assert place.network_place(Path("/Volumes/x/ref.db")) == "the network share //server/x (smbfs)"


@pytest.mark.parametrize("failure", [OSError(), subprocess.TimeoutExpired("/sbin/mount", 5)])
def test_a_mount_command_that_fails_or_hangs_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail() -> bytes:
        raise failure

    as_macos(monkeypatch, fail)

    assert place.network_place(Path("/Volumes/x/ref.db")) is None


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("/home/tina/ref", None),
        ("/Users/tina/OneDrive", "OneDrive"),
        ("/Users/tina/OneDrive - Lakeside Dental/ref", "OneDrive"),
        ("/Users/tina/Library/CloudStorage/OneDrive-Personal/ref", "OneDrive"),
        ("/Users/tina/dropbox", "Dropbox"),
        ("/Users/tina/Dropbox (Personal)/ref", "Dropbox"),
        ("/Users/tina/Lakeside Dental Dropbox/Tina", "Dropbox"),
        ("/Users/tina/Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("/Users/tina/Library/Mobile Documents", "iCloud Drive"),
        ("/Volumes/backup/com~apple~CloudDocs", "iCloud Drive"),
        ("/Users/tina/Library/Mobile Documents (old)", "iCloud Drive"),
        ("/Volumes/backup/iCloud~com~example~app/ref", "iCloud Drive"),
        ("/Users/tina/iCloudDrive", "iCloud Drive"),
        ("/Users/tina/iCloud Drive (Archive)", "iCloud Drive"),
        ("/Users/tina/Google Drive", "Google Drive"),
        ("/Users/tina/Library/CloudStorage/GoogleDrive-me@x/ref", "Google Drive"),
        ("/Volumes/GoogleDrive/My Drive", "Google Drive"),
        ("/home/tina/dropboxes", None),
        ("/home/tina/not-onedrive", None),
    ],
)
def test_a_cloud_is_known_by_the_name_of_its_folder(folder: str, cloud: str | None) -> None:
    assert place.cloud_folder(Path(folder, "ref.db"), {}) == cloud


@pytest.mark.parametrize(
    "name", ["dropbox-notes.db", "Dropbox", "OneDrive - copy.db", "my drive.db", "old dropbox"]
)
def test_a_file_that_is_merely_called_so_lies_in_no_cloud(name: str) -> None:
    assert place.cloud_folder(Path("/home/tina", name), {}) is None


@pytest.mark.parametrize(
    ("folder", "environment", "cloud"),
    [
        (PureWindowsPath(r"D:\Work\ref"), {"OneDrive": r"d:\work"}, "OneDrive"),
        (PureWindowsPath(r"D:\Work"), {"OneDriveCommercial": r"D:\Work"}, "OneDrive"),
        (PureWindowsPath(r"D:\Work"), {"OneDriveConsumer": r"D:\Work"}, "OneDrive"),
        (PureWindowsPath(r"D:\Workshop"), {"OneDrive": r"D:\Work"}, None),
        (PureWindowsPath(r"D:\Work"), {"OneDrive": ""}, None),
        (PureWindowsPath(r"G:\My Drive\ref"), {}, "Google Drive"),
        (PureWindowsPath(r"C:\Users\tina\iCloudDrive"), {}, "iCloud Drive"),
    ],
)
def test_windows_says_where_onedrive_is(
    folder: PurePath, environment: dict[str, str], cloud: str | None
) -> None:
    assert place.cloud_around(folder, environment) == cloud


def test_the_environment_of_the_program_is_asked_unless_another_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path))

    assert place.cloud_folder(tmp_path / "ref.db") == "OneDrive"
    assert place.cloud_folder(tmp_path / "ref.db", {}) is None


def test_a_link_into_a_cloud_counts_as_the_cloud(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "work").symlink_to(tmp_path / "Dropbox")

    assert place.cloud_folder(tmp_path / "work" / "ref.db", {}) == "Dropbox"


def test_the_file_lies_where_the_system_keeps_a_programs_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs  # noqa: PLC0415

    def user_data_path(name: str, *, appauthor: bool) -> Path:
        assert not appauthor
        return tmp_path / name

    monkeypatch.setattr(platformdirs, "user_data_path", user_data_path)

    assert place.default_path() == tmp_path / "ref" / "ref.db"


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_missing_folders_are_made_for_their_owner_and_others_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    place.create_folder(tmp_path / "a" / "b")
    (tmp_path / "a").chmod(0o750)
    place.create_folder(tmp_path / "a" / "b")

    assert [mode(tmp_path / name) for name in (".", "a", "a/b")] == [0o755, 0o750, 0o700]


def test_a_new_file_is_empty_and_its_owners_alone(tmp_path: Path) -> None:
    place.create_private_file(tmp_path / "ref.db")

    assert (tmp_path / "ref.db").read_bytes() == b""
    assert mode(tmp_path / "ref.db") == 0o600


def test_a_file_or_link_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "ref.db").write_bytes(b"kept")
    (tmp_path / "link.db").symlink_to(tmp_path / "nowhere")

    for name in ("ref.db", "link.db"):
        with pytest.raises(FileExistsError):
            place.create_private_file(tmp_path / name)

    assert (tmp_path / "ref.db").read_bytes() == b"kept"
    assert not (tmp_path / "nowhere").exists()


def test_asking_for_a_place_does_not_wait_for_the_database_library() -> None:
    code = (
        "import sys\nfrom refcli.storage.book import place\n"
        "place.network_place(place.default_path())\n"
        "sys.exit(bool({'sqlmodel', 'sqlalchemy', 'sqlite3'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_a_link_to_a_book_is_the_book_it_means(tmp_path: Path) -> None:
    book, link, loop = (tmp_path / name for name in ("ref.db", "link.db", "loop.db"))
    link.symlink_to(book)
    loop.symlink_to(loop)

    assert [place.real_path(one) for one in (book, link, loop)] == [book, book, loop]


@pytest.mark.parametrize(
    ("book", "folder", "told"),
    [
        (True, True, ""),
        (True, False, "."),
        (False, True, "ref.db"),
        (False, False, "ref.db"),
    ],
)
def test_what_may_not_be_written_is_the_book_or_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, book: bool, folder: bool, told: str
) -> None:
    monkeypatch.setattr(place, "may_write", lambda _path: book)
    monkeypatch.setattr(place, "may_write_into", lambda _path: folder)

    assert place.read_only_part(tmp_path / "ref.db") == (str(tmp_path / told) if told else "")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("system", ["win32", "linux"])
def test_whether_a_folder_may_be_written_leaves_nothing_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr("refcli.storage.book.place.sys.platform", system)

    assert place.may_write_into(tmp_path) is True
    assert place.may_write_into(tmp_path / "none") is False
    assert [*tmp_path.iterdir()] == []


def test_whether_a_book_may_be_written_is_asked_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "ref.db").touch()

    assert place.may_write(tmp_path / "ref.db") is True
    assert place.may_write(tmp_path) is False  # nobody writes into a folder as into a file
    assert (tmp_path / "ref.db").stat().st_size == 0
