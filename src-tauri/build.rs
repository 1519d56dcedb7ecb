//! Tells Tauri which commands exist, so that a window may call only those that its capability file names.

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(gatehouse_contract::command::NAMES);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
