//! Random programs, differentiated and examined: see [`ad_tests::random_programs`].

use std::process::ExitCode;

use ad_tests::random_programs::{options::Options, run};

fn main() -> ExitCode {
    let report = Options::parse(std::env::args().skip(1))
        .and_then(|options| run(&options).map_err(|error| error.to_string()));
    match report {
        Ok(report) => {
            println!("{report}");
            ExitCode::from(u8::from(!report.is_clean()))
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
