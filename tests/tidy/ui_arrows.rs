//! Who may import whom among the screens: app, views, features, shared; host and contract beside them.

use anyhow::Result;

use super::{Text, none, texts};

const HOME: &str = "ui/src/";

const REMEDY: &str = "The screens' arrows point one way: app -> views -> features -> shared; a feature never imports \
                      another, only host/ speaks to the program, contract/ is generated.";

/// Which folders each one may import besides itself.
const ARROWS: [(&str, &[&str]); 6] = [
    ("app", &["views", "features", "shared", "host", "contract"]),
    ("views", &["features", "shared", "host", "contract"]),
    ("features", &["shared", "host", "contract"]),
    ("shared", &["host", "contract"]),
    ("host", &["contract"]),
    ("contract", &[]),
];

/// A stand-in for the bridge to the program, see ui/vite.config.ts.
const BRIDGE: &str = "#bridge";

/// Every import that the table does not allow.
fn forbidden(texts: &[Text]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in
        texts.iter().filter(|file| file.path.starts_with(HOME) && file.ends_with_any(&[".ts", ".tsx"]))
    {
        let path = &file.path[HOME.len()..];
        for import in imports(&file.text) {
            if let Some(why) = objection(path, &import) {
                findings.push(format!("{} -> {import}: {why}", file.path));
            }
        }
    }
    findings
}

fn objection(path: &str, import: &str) -> Option<String> {
    // What lies directly in ui/src starts the app.
    let from = path.split_once('/').map_or("app", |(folder, _)| folder);
    if import.starts_with("@tauri-apps/") || import == BRIDGE {
        return (from != "host").then(|| "only host/ speaks to the program".to_owned());
    }
    if !import.starts_with('.') {
        return (from == "contract").then(|| "the contract stands alone".to_owned());
    }
    let Some(target) = resolve(path, import) else {
        // Fonts and icons live in assets, beside ui.
        let outside = import.contains("/assets/") && from != "contract";
        return (!outside).then(|| "leaves ui/src".to_owned());
    };
    let to = target.split('/').next().unwrap_or_default();
    let Some((_, allowed)) = ARROWS.iter().find(|(folder, _)| *folder == from) else {
        return Some(format!("{from}/ stands in no table of tests/tidy/ui_arrows.rs"));
    };
    if from == to {
        let noun = |path: &str| path.split('/').nth(1).map(str::to_owned);
        let strangers = from == "features" && noun(path) != noun(&target);
        return strangers.then(|| "a feature does not import another feature".to_owned());
    }
    if from == "app" && !path.contains('/') && to == "app" || allowed.contains(&to) {
        let inside_a_feature = to == "features" && !matches!(target.split('/').nth(2), None | Some("index"));
        return inside_a_feature.then(|| "a feature is imported by its index".to_owned());
    }
    Some(format!("{from}/ does not import {to}/"))
}

/// The path from ui/src that a relative import names, unless it leaves ui/src.
fn resolve(path: &str, import: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// What a module imports or exports from elsewhere: the text literals after `from`, `import` and `import(`.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut code = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
            code.push('\n');
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
        } else if matches!(c, '"' | '\'' | '`') {
            let (literal, after) = literal(&rest[1..], c);
            if c != '`' && introduces_import(&code) {
                found.push(literal.to_owned());
            }
            code.push(c);
            rest = after;
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

fn introduces_import(code: &str) -> bool {
    let code = code.trim_end();
    let word = code.strip_suffix('(').map_or(code, str::trim_end);
    let word = word.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    word == "import" || (word == "from" && !code.ends_with('('))
}

/// Splits after the closing quote, passing over escaped ones.
fn literal(text: &str, quote: char) -> (&str, &str) {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == quote && !escaped {
            return (&text[..at], &text[at + 1..]);
        }
        escaped = c == '\\' && !escaped;
    }
    (text, "")
}

#[test]
fn the_arrows_of_the_screens_hold() -> Result<()> {
    let texts = texts()?;
    assert!(texts.iter().any(|file| file.path.starts_with("ui/src/host/")), "the screens were not found");
    none(&forbidden(&texts), REMEDY);
    Ok(())
}

#[test]
fn imports_are_found_in_every_form() {
    let text = r#"
        import { a } from "one";
        import type {
          B,
        } from './two';
        import "three.css";
        export * from "../four";
        const later = import("five");
        // import { no } from "comment";
        /* import "no" */
        const words = "from 'nowhere'" + `import "no"` + from("no");
        const quoted = 'it\'s from "no"';
    "#;
    assert_eq!(imports(text), ["one", "./two", "three.css", "../four", "five"]);
}

#[test]
fn a_planted_import_is_found() {
    let cases = [
        ("main.tsx", "./app/App", true),
        ("app/App.tsx", "../views/Gate", true),
        ("views/Gate.tsx", "../features/gate", true),
        ("views/Gate.tsx", "../features/gate/Verdict", false),
        ("views/Gate.tsx", "../app/App", false),
        ("features/gate/Verdict.tsx", "./words", true),
        ("features/gate/Verdict.tsx", "../../shared/time", true),
        ("features/gate/Verdict.tsx", "../setup", false),
        ("features/gate/Verdict.tsx", "@tauri-apps/api/core", false),
        ("features/gate/Verdict.tsx", "#bridge", false),
        ("features/gate/Verdict.tsx", "react", true),
        ("shared/time.ts", "../features/gate", false),
        ("shared/time.ts", "../../dev/fake", false),
        ("shared/fonts.ts", "../../../assets/fonts/sans.woff2", true),
        ("host/index.ts", "@tauri-apps/api/core", true),
        ("host/index.ts", "../contract/Push", true),
        ("contract/Push.ts", "./Tone", true),
        ("contract/Push.ts", "react", false),
        ("contract/Push.ts", "../shared/time", false),
        ("attic/old.ts", "../shared/time", false),
    ];
    for (path, import, allowed) in cases {
        let text = Text::new(&format!("{HOME}{path}"), &format!("import {{ x }} from \"{import}\";\n"));
        assert_eq!(forbidden(&[text]).is_empty(), allowed, "{path} -> {import}");
    }
}
