//! Compiles the reports into `OUT_DIR`, and writes the list of their pages for the program to
//! include.

use std::error::Error;
use std::fs;
use std::path::Path;

use gdr::Backend;
use gdr::build_script::Reports;

fn main() -> Result<(), Box<dyn Error>> {
    let pages = Reports::new("../halls")
        .to([Backend::Html, Backend::Json])
        .templates("../halls/templates")
        .build();

    let mut list = String::from("&[\n");
    for page in &pages {
        let name = page.path.file_name().unwrap_or_default();
        list += &format!("    ({name:?}, include_str!({:?})),\n", page.path);
    }
    list += "]\n";
    fs::write(Path::new(&std::env::var("OUT_DIR")?).join("pages.rs"), list)?;
    Ok(())
}
