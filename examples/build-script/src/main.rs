//! Serves the reports on this machine.

use std::net::TcpListener;

fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:8020")?;
    for (name, _) in reports::PAGES {
        println!("http://{}/{name}", listener.local_addr()?);
    }
    reports::serve(&listener);
    Ok(())
}
