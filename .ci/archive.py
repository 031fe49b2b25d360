"""Archives whose bytes depend only on their files. Names are sorted; owner and time are fixed."""

import hashlib
import io
import lzma
import os
import re
import subprocess
import tarfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"


def of_manifest(key):
    """The value of a key in Cargo.toml."""
    manifest = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    return re.search(rf'^{key} = "(.*)"$', manifest, re.M)[1]


def git(*arguments):
    run = subprocess.run(["git", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return run.stdout.decode().strip()


def modified():
    """The time of all files, in seconds: SOURCE_DATE_EPOCH, or the time of the commit."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct"))


class Files:
    """The files of an archive: the bytes of each by name, and the names of executable files."""

    def __init__(self):
        self.files = {}
        self.programs = set()

    def add(self, name, content, is_program=False):
        content = content.encode("utf-8") if isinstance(content, str) else content
        self.files[name] = content
        if is_program:
            self.programs.add(name)

    def add_file(self, name, path, is_program=False):
        self.add(name, Path(path).read_bytes(), is_program)

    def add_folder(self, name, folder):
        for path in Path(folder).rglob("*"):
            if path.is_file():
                self.add_file(f"{name}/{path.relative_to(folder).as_posix()}", path)

    def mode(self, name):
        return 0o755 if name in self.programs else 0o644

    def write(self, path):
        """Writes `path`, in the format of its extension with one folder of its name, and its
        checksum beside it."""
        extension = ".zip" if path.name.endswith(".zip") else ".tar.xz"
        folder = path.name.removesuffix(extension)
        files = sorted((f"{folder}/{name}", name) for name in self.files)
        content = self.zip(files) if extension == ".zip" else self.tar(files)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        checksum(path)

    def tar(self, files):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
            for path, name in files:
                entry = tarfile.TarInfo(path)
                entry.size = len(self.files[name])
                entry.mtime = modified()
                entry.mode = self.mode(name)
                archive.addfile(entry, io.BytesIO(self.files[name]))
        return lzma.compress(buffer.getvalue(), preset=9)

    def zip(self, files):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path, name in files:
                entry = zipfile.ZipInfo(path, time.gmtime(modified())[:6])
                entry.create_system = 3  # Unix, so that the mode counts.
                entry.external_attr = (0o100000 | self.mode(name)) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, self.files[name], compresslevel=9)
        return buffer.getvalue()


def checksum(path):
    """Writes the SHA-256 of a file to a file next to it, in the format of sha256sum."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    line = f"{digest}  {path.name}\n"
    path.with_name(path.name + ".sha256").write_bytes(line.encode())
    print(line, end="")
