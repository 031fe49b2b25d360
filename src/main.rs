//! The program `gdr`.

fn main() -> std::process::ExitCode {
    gdr::cli::run(std::env::args_os())
}
