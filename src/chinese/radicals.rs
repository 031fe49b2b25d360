//! Radicals that look like ideographs but are other characters: text pasted from a PDF often has
//! them.

/// The first of the Kangxi radicals, which are in one sequence.
const FIRST_KANGXI: u32 = 0x2F00;
/// The ideograph of each Kangxi radical, in the order of Unicode. Where the standard forms of
/// mainland China differ (户, 青, 黄), theirs.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Radicals of the supplement with their ideographs.
const SUPPLEMENT: &str = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";

/// The ideograph that a radical looks like, of the same length in UTF-8. `None` for all other
/// characters.
pub(crate) fn ideograph(character: char) -> Option<char> {
    if !('\u{2E80}'..='\u{2FDF}').contains(&character) {
        return None;
    }
    let number = (character as u32).checked_sub(FIRST_KANGXI);
    match number.and_then(|number| usize::try_from(number).ok()) {
        Some(number) => KANGXI.chars().nth(number),
        None => in_supplement(character),
    }
}

fn in_supplement(character: char) -> Option<char> {
    let mut characters = SUPPLEMENT.chars();
    while let (Some(radical), Some(ideograph)) = (characters.next(), characters.next()) {
        if radical == character {
            return Some(ideograph);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_have_ideographs_of_their_length() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(ideograph('⼈'), Some('人'));
        assert_eq!(ideograph('⾏'), Some('行'));
        assert_eq!(ideograph('⻅'), Some('见'));
        assert_eq!(ideograph('人'), None);
        for code in 0x2E80..0x2FE0 {
            let character = char::from_u32(code).unwrap_or_default();
            if let Some(ideograph) = ideograph(character) {
                assert_eq!(ideograph.len_utf8(), character.len_utf8(), "{character}");
            }
        }
    }
}
