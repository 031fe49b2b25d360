//! What is wrong in the settings of a project.

catalogue! {
    G0901 Error not_toml(reason)
        "设置文件写得不对：{reason}"
        "the settings are not written as they should be: {reason}"
        [help "一项一行，如：out = \"site\"，或 to = [\"html\", \"md\"]；等号、引号、逗号、括号都用英文的"
              "a line each, as: out = \"site\", or to = [\"html\", \"md\"]"]
    G0902 Error unknown_setting(name)
        "没有“{name}”这项设置"
        "there is no setting `{name}`"
    G0903 Error setting_of_another_shape(name, shape, example)
        "“{name}”要写成{shape}"
        "`{name}` takes {shape}"
        [help "如：{name} = {example}" "as: {name} = {example}"]
    G0904 Error no_such_choice(name, value)
        "“{name}”不能是“{value}”"
        "`{name}` cannot be `{value}`"
    G0905 Error path_not_there(name, kind, path)
        "没有“{name}”所写的{kind}“{path}”"
        "there is no {kind} `{path}`, which `{name}` names"
        [help "路径从 gdr.toml 所在的目录算起" "paths begin at the folder of gdr.toml"]
    G0906 Error project_not_read(reason)
        "不能读取设置文件：{reason}"
        "the settings cannot be read: {reason}"
}
