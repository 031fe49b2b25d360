# Installs gdr @VERSION@ to %LOCALAPPDATA%\gdr. GDR_VERSION selects another version, GDR_REPOSITORY
# a mirror, GDR_ROOT another folder. GDR_SHA256 is the checksum that the archive must have. Run it with
#   powershell -ExecutionPolicy Bypass -File install.ps1
#
# 安装 gdr @VERSION@ 到 %LOCALAPPDATA%\gdr。可用 GDR_VERSION 指定其他版本，用 GDR_REPOSITORY 指定镜像，
# 用 GDR_ROOT 指定其他目录，用 GDR_SHA256 指定压缩包应有的校验和。
$ErrorActionPreference = 'Stop'

function Get-Setting($Name, $Default) {
    $value = [Environment]::GetEnvironmentVariable($Name)
    if ($value) { $value } else { $Default }
}

$version = Get-Setting 'GDR_VERSION' '@VERSION@'
$repository = Get-Setting 'GDR_REPOSITORY' '@REPOSITORY@'
$root = Get-Setting 'GDR_ROOT' (Join-Path $env:LOCALAPPDATA 'gdr')
$name = "gdr-$version-x86_64-pc-windows-msvc"
$url = "$repository/releases/download/v$version/$name.zip"
$work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
New-Item -ItemType Directory -Path $work | Out-Null
try {
    # Windows PowerShell does not offer TLS 1.2 by itself.
    [Net.ServicePointManager]::SecurityProtocol =
        [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $client = New-Object Net.WebClient
    $archive = Join-Path $work 'gdr.zip'
    $client.DownloadFile($url, $archive)
    $published = $client.DownloadString("$url.sha256").Trim().Split(' ')[0]
    $actual = (Get-FileHash -Algorithm SHA256 -LiteralPath $archive).Hash
    foreach ($expected in $published, (Get-Setting 'GDR_SHA256' $published)) {
        if ($actual -ne $expected) {
            throw "invalid checksum of ${url}: expected $expected, found $actual"
        }
    }
    Expand-Archive -LiteralPath $archive -DestinationPath $work
    New-Item -ItemType Directory -Force -Path $root | Out-Null
    Copy-Item -Force -LiteralPath (Join-Path $work "$name\gdr.exe") -Destination $root
} finally {
    Remove-Item -Recurse -Force -LiteralPath $work
}

& (Join-Path $root 'gdr.exe') --version
$path = [Environment]::GetEnvironmentVariable('Path', 'User')
if (($path -split ';') -notcontains $root) {
    Write-Output "请将 $root 加入环境变量 PATH：设置 → 系统 → 系统信息 → 高级系统设置 → 环境变量"
    Write-Output "Add $root to PATH: Settings > System > About > Advanced system settings > Environment Variables"
}
$year = (Get-Date).Year - 1
Write-Output "下一步：gdr new --year $year --agency 本机关名称 -o 报告.gdr"
Write-Output "Next: gdr new --year $year --agency NAME -o report.gdr --lang en"
