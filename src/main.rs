//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    gdr::cli::run(std::env::args_os())
}
