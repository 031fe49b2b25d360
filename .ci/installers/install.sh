#!/bin/sh
# Installs gdr @VERSION@ to ~/.local/bin. GDR_VERSION selects another version, GDR_REPOSITORY a mirror,
# GDR_ROOT another folder. GDR_SHA256 is the checksum that the archive must have.
#
# 安装 gdr @VERSION@ 到 ~/.local/bin。可用 GDR_VERSION 指定其他版本，用 GDR_REPOSITORY 指定镜像，
# 用 GDR_ROOT 指定其他目录，用 GDR_SHA256 指定压缩包应有的校验和。
: "${GDR_VERSION:=@VERSION@}" "${GDR_REPOSITORY:=@REPOSITORY@}"

@INSTALL@

# shellcheck disable=SC2154 # The script above sets it.
case :$PATH: in
  *:"$bin":*) ;;
  *)
    echo "请将 $bin 加入环境变量 PATH，例如在 ~/.profile 中加入：export PATH=\"$bin:\$PATH\""
    echo "Add $bin to PATH, for example in ~/.profile: export PATH=\"$bin:\$PATH\""
    ;;
esac
echo "下一步：gdr new --year $(($(date +%Y) - 1)) --agency 本机关名称 -o 报告.gdr"
echo "Next: gdr new --year $(($(date +%Y) - 1)) --agency NAME -o report.gdr --lang en"
