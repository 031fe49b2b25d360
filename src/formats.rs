//! Backends and formats that are chosen by name: those of diagnostics, differences, facts, guides
//! and trends. Each kind is declared as a table with `formats!`, with one row for each format.

/// The formats of one kind. The first in the table is the default.
#[cfg_attr(
    not(feature = "cli"),
    expect(
        dead_code,
        reason = "the command line chooses formats by more than their names"
    )
)]
pub(crate) trait NamedFormat: Copy + Default + 'static {
    /// All formats, in the order of the table.
    const ALL: &'static [Self];
    /// Their names, each followed by a bar: `text|json|`.
    const BARRED: &'static str;
    /// Their names, separated by commas.
    const LISTED: &'static str;

    /// The name on the command line and in settings.
    fn name(self) -> &'static str;

    /// The extension of files in this format.
    fn extension(self) -> &'static str;

    /// The format with a name.
    fn of_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name() == name)
    }

    /// The format of files with an extension. A format name is accepted too.
    fn of_extension(extension: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|format| format.extension() == extension)
            .or_else(|| Self::of_name(extension))
    }

    /// The names of all formats.
    fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|format| format.name())
    }
}

/// Declares the formats of one kind as an enum. The head of the table names a function and its
/// return type; the function returns the implementation of a format. A row has the variant, its
/// name, the file extension if it differs from the name, and the implementation.
///
/// ```ignore
/// formats! {
///     /// How a report is written.
///     pub enum ReportFormat, writer: fn(&Report) -> String {
///         /// For a terminal.
///         Text = "text", "txt" => text::write,
///         Json = "json" => json::write,
///     }
/// }
/// ```
macro_rules! formats {
    (
        $(#[$attribute:meta])*
        pub enum $Format:ident, $implementation:ident: $Implementation:ty {
            $(
                $(#[$documentation:meta])*
                $Variant:ident = $name:literal $(, $extension:literal)? => $value:expr,
            )+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $Format {
            $($(#[$documentation])* $Variant,)+
        }

        impl $Format {
            /// The format with a name.
            pub fn of_name(name: &str) -> Option<$Format> {
                <$Format as $crate::formats::NamedFormat>::of_name(name)
            }

            /// The names of all formats.
            pub fn names() -> impl Iterator<Item = &'static str> {
                <$Format as $crate::formats::NamedFormat>::names()
            }

            fn $implementation(self) -> $Implementation {
                match self {
                    $($Format::$Variant => $value,)+
                }
            }
        }

        impl $crate::formats::NamedFormat for $Format {
            const ALL: &'static [$Format] = &[$($Format::$Variant),+];
            const BARRED: &'static str = concat!($($name, "|"),+);
            const LISTED: &'static str = concat!($($name, ","),+);

            fn name(self) -> &'static str {
                match self {
                    $($Format::$Variant => $name,)+
                }
            }

            fn extension(self) -> &'static str {
                match self {
                    $(
                        $Format::$Variant => {
                            $crate::formats::formats!(@last $name $(, $extension)?)
                        }
                    )+
                }
            }
        }

        impl Default for $Format {
            fn default() -> $Format {
                let [first, ..] = [$($Format::$Variant),+];
                first
            }
        }
    };
    (@last $name:literal) => { $name };
    (@last $name:literal, $extension:literal) => { $extension };
}

pub(crate) use formats;

#[cfg(test)]
#[expect(unreachable_pub, reason = "the macro declares public items")]
mod tests {
    use super::NamedFormat;

    formats! {
        pub enum Sample, number: usize {
            Text = "text", "txt" => 1,
            Json = "json" => 2,
        }
    }

    #[test]
    fn a_table_has_names_and_extensions() {
        assert_eq!(Sample::names().collect::<Vec<_>>(), ["text", "json"]);
        assert_eq!(
            (Sample::BARRED, Sample::LISTED),
            ("text|json|", "text,json,")
        );
        assert_eq!(Sample::of_name("json").map(Sample::number), Some(2));
        assert_eq!(Sample::of_name("txt"), None);
        let of_extension = <Sample as NamedFormat>::of_extension;
        assert_eq!(
            ["txt", "text", "json"].map(of_extension),
            [Some(Sample::Text), Some(Sample::Text), Some(Sample::Json)]
        );
        assert_eq!(Sample::default(), Sample::Text);
    }
}
