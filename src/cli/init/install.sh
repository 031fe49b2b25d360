#zh 下载 GDR_VERSION 的程序，核对校验和后安装到 GDR_ROOT/bin（默认 ~/.local/bin）。
#zh 没有适用于本机的程序时，编译 GDR_REVISION 所指版本的源代码；已设置 GDR_SHA256 时不编译。
#en Downloads the program of GDR_VERSION, verifies its checksum and installs it to GDR_ROOT/bin, by
#en default ~/.local/bin. If there is no program for this machine, it builds the source code of
#en GDR_REVISION, unless GDR_SHA256 is set.
set -eu

case $(uname -s)-$(uname -m) in
  Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
  Linux-loongarch64) target=loongarch64-unknown-linux-musl ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ;;
  *) target=$(uname -s)-$(uname -m) ;;
esac
case $target in
  *-windows-*) extension=zip program=gdr.exe ;;
  *) extension=tar.xz program=gdr ;;
esac
name=gdr-$GDR_VERSION-$target
url=$GDR_REPOSITORY/releases/download/v$GDR_VERSION/$name.$extension
bin=${GDR_ROOT:-$HOME/.local}/bin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

download() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --proto-redir =https \
      --connect-timeout 20 --retry 3 --output "$2" "$1"
  else
    wget --quiet --tries 3 --timeout 20 --output-document "$2" "$1"
  fi
}

checksum() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-64
}

if download "$url" "$work/archive" && download "$url.sha256" "$work/sha256"; then
  actual=$(checksum <"$work/archive")
  for expected in "$(cut -c 1-64 "$work/sha256")" "${GDR_SHA256:-$actual}"; do
    if [ "$actual" != "$expected" ] || [ ${#actual} != 64 ]; then
      echo "gdr: invalid checksum of $url: expected $expected, found $actual" >&2
      exit 1
    fi
  done
  case $extension in
    zip) unzip -q "$work/archive" -d "$work" ;;
    *) tar -xJf "$work/archive" -C "$work" ;;
  esac
  mkdir -p "$bin"
  cp "$work/$name/$program" "$bin/.$program.new"
  mv -f "$bin/.$program.new" "$bin/$program"
elif [ -n "${GDR_REVISION-}" ] && [ -z "${GDR_SHA256-}" ]; then
  cargo install --git "$GDR_REPOSITORY" --rev "$GDR_REVISION" --locked --root "${bin%/bin}" gdr-lang
else
  echo "gdr: cannot download $url" >&2
  exit 1
fi
"$bin/$program" --version
