//! `gdr man`: manual pages.

use crate::cli::{LANGUAGES, commands, has_han, printed, run};
use crate::common::folder::Folder;
use crate::common::tools::stderr_of;

#[test]
fn every_command_has_a_page_in_the_requested_language() {
    for language in LANGUAGES {
        let folder = Folder::new(language);
        assert_eq!(
            printed(&format!("man -o {} --lang {language}", folder.0.display())),
            ""
        );
        let page = |name: &str| folder.read(&format!("{name}.1"));
        assert_eq!(printed(&format!("man --lang {language}")), page("gdr"));
        for name in commands() {
            let page = page(&format!("gdr-{name}"));
            assert_eq!(page, printed(&format!("man {name} --lang {language}")));
            let name_line = page
                .lines()
                .skip_while(|line| !line.starts_with(".SH"))
                .nth(1)
                .unwrap_or_default();
            assert!(
                name_line.starts_with(&format!("gdr\\-{name} \\- ")) && !name_line.contains("\\:"),
                "{name_line}"
            );
            let headings = page.lines().filter_map(|line| line.strip_prefix(".SH "));
            assert!(headings.clone().count() >= 4, "{page}");
            headings.for_each(|heading| {
                assert_eq!(has_han(heading), language == "zh", "{name}: {heading}");
            });
            let help = printed(&format!("{name} --help --lang {language}"));
            for line in help.lines().filter(|line| line.starts_with("  gdr ")) {
                assert!(page.contains(&line.replace('-', "\\-")), "{name}: {line}");
            }
            if let Some(err) = stderr_of("groff", &["-man", "-Kutf8", "-Tutf8", "-ww", "-z"], &page)
            {
                assert_eq!(err, "", "{name}");
            }
        }
        assert!(page("gdr-git-install").contains("git install"));
    }
    assert_eq!(run("man chek", &[]).code, Some(2));
}
