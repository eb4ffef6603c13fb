//! Where the file is: `target/ad-dump/<crate>/<function>.rs`, a method's `<Type>.<method>.rs`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use quote::ToTokens;

use crate::signature::Signature;

/// By this file cargo marks a target directory.
const MARK: &str = "CACHEDIR.TAG";

/// The file of a function's derivatives; of one with several configurations, by the number of the one at hand. None if no target directory is found.
pub fn path(signature: &Signature, part: usize) -> Option<PathBuf> {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let of_package = || variable("CARGO_PKG_NAME").map(|name| name.replace('-', "_"));
    let krate = variable("CARGO_CRATE_NAME").or_else(of_package)?;
    let target = target(&|name| env::var_os(name).map(PathBuf::from), &out_dir())?;
    Some(target.join("ad-dump").join(krate).join(name(signature, part)))
}

/// The name of the file.
fn name(signature: &Signature, part: usize) -> String {
    let (ty, of) = (signature.self_ty.as_ref(), signature.self_trait.as_ref());
    let ty = ty.map(|ty| plain(&ty.to_token_stream().to_string()));
    let of = of.map(|path| plain(&path.to_token_stream().to_string()));
    let own = signature.ident.to_string();
    let part = (part > 0).then(|| (part + 1).to_string());
    let own = own.trim_start_matches("r#").to_string();
    let parts: Vec<_> = ty.into_iter().chain(of).chain([own]).chain(part).collect();
    format!("{}.rs", parts.join("."))
}

/// A type's text as a part of a file's name.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let parts: Vec<_> = text.split('_').filter(|part| !part.is_empty()).collect();
    parts.join("_")
}

/// Where rustc writes what it compiles, by its command line.
fn out_dir() -> Option<PathBuf> {
    let mut args = env::args_os();
    args.find(|arg| arg == "--out-dir")?;
    args.next().map(PathBuf::from)
}

/// The target directory: the one that cargo is told to use, the one that rustc writes to, the one that the build script of the package has its own directory in, or the one beside the
/// package or a directory around it.
fn target(
    variable: &dyn Fn(&str) -> Option<PathBuf>,
    out_dir: &Option<PathBuf>,
) -> Option<PathBuf> {
    let told = variable("CARGO_TARGET_DIR").filter(|path| !path.as_os_str().is_empty());
    let marked =
        |path: &Path| path.ancestors().find(|path| path.join(MARK).is_file()).map(PathBuf::from);
    let beside =
        |path: &Path| path.ancestors().map(|path| path.join("target")).find(|path| path.is_dir());
    told.or_else(|| marked(out_dir.as_ref()?))
        .or_else(|| marked(&variable("OUT_DIR")?))
        .or_else(|| beside(&variable("CARGO_MANIFEST_DIR")?))
}

/// Writes the file, if it isn't there as it should be.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_directory_is_found() {
        let dir = env::temp_dir().join(format!("ad-dump-{}", std::process::id()));
        let target_dir = dir.join("target");
        let package = dir.join("crates/model");
        for path in [&target_dir, &package] {
            fs::create_dir_all(path).expect("a directory");
        }
        let variables = |told: Option<&'static str>, out: Option<PathBuf>| {
            let package = package.clone();
            move |name: &str| match name {
                "CARGO_TARGET_DIR" => told.map(PathBuf::from),
                "OUT_DIR" => out.clone(),
                "CARGO_MANIFEST_DIR" => Some(package.clone()),
                _ => None,
            }
        };
        let told = variables(Some("/elsewhere"), None);
        assert_eq!(target(&told, &None), Some(PathBuf::from("/elsewhere")));
        assert_eq!(target(&variables(None, None), &None), Some(target_dir.clone()));
        let marked_dir = dir.join("build");
        fs::create_dir_all(marked_dir.join("debug/deps")).expect("a directory");
        let deps = marked_dir.join("debug/deps");
        // Without cargo's mark it is any directory.
        assert_eq!(target(&variables(None, None), &Some(deps.clone())), Some(target_dir));
        fs::write(marked_dir.join(MARK), "").expect("a file");
        assert_eq!(target(&variables(None, None), &Some(deps.clone())), Some(marked_dir.clone()));
        assert_eq!(target(&variables(None, Some(deps)), &None), Some(marked_dir));
        assert_eq!(target(&|_| None, &None), None);
        fs::remove_dir_all(&dir).expect("the directory");
    }

    #[test]
    fn types_are_parts_of_names() {
        assert_eq!(plain("Model < f64, 3 >"), "Model_f64_3");
        assert_eq!(plain("& 'a [Point]"), "a_Point");
    }
}
