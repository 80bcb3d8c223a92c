//! Arguments to a window or a headless command, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    dossier::cli::main()
}
