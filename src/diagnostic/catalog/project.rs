//! Errors in the settings of a project.

catalogue! {
    G0901 Error not_toml(reason)
        "配置文件格式有误：{reason}"
        "invalid gdr.toml: {reason}"
        [help "每行写一项设置，如 out = \"site\"；标点均用英文半角"
              "write one setting per line, such as out = \"site\" or to = [\"html\", \"md\"]"]
    G0902 Error unknown_setting(name)
        "没有“{name}”这一设置项"
        "unknown setting `{name}`"
    G0903 Error setting_of_another_shape(name, shape, example)
        "“{name}”的值应为{shape}"
        "expected {shape} for `{name}`"
        [help "例如：{name} = {example}" "for example: {name} = {example}"]
    G0904 Error no_such_choice(name, value)
        "“{name}”的值“{value}”无效"
        "invalid value `{value}` for `{name}`"
    G0905 Error path_not_there(name, kind, path)
        "找不到“{name}”指定的{kind}“{path}”"
        "`{name}`: no such {kind} `{path}`"
        [help "路径应从 gdr.toml 所在的目录写起" "paths are relative to the folder of gdr.toml"]
    G0906 Error project_not_read(reason)
        "不能读取配置文件：{reason}"
        "cannot read gdr.toml: {reason}"
    G0907 Error path_outside(name, path)
        "“{name}”指定的“{path}”在 gdr.toml 所在的目录之外"
        "`{name}`: `{path}` is outside of the folder of gdr.toml"
        [help "其他位置请在命令行指定" "name other places on the command line"]
    G0908 Error path_is_no_source(path)
        "“paths”指定的“{path}”既不是目录，也不是 .gdr 文件"
        "`paths`: `{path}` is neither a folder nor a .gdr file"
}
