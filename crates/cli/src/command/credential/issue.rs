//! `gatehouse credential issue`: the codes of credentials, as texts, pictures or sheets.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use gatehouse_commands::{Host, OpenEvent, error, paper, setup};
use gatehouse_contract::setup::{Paper, PrintReq};
use gatehouse_core::ids::{CredentialId, ProductNo};
use gatehouse_credential::IssuingKey;
use gatehouse_store::table;
use gatehouse_store::table::credential::{CredentialRow, Details, NewCredential};
use gatehouse_store::table::product::ProductRow;
use serde::Serialize;

use crate::failure::Failure;
use crate::output::diagnose;
use crate::program::Program;

/// How many credentials are read at a time.
const PAGE: u32 = 500;
/// Pixels of a module in a picture: a code is then as wide as a phone's screen shows it.
const MODULE_PX: u32 = 10;

/// Arguments of `credential issue`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only credentials of this product, by number.
    #[arg(long, value_name = "NUMBER")]
    product: Option<u16>,

    /// Adds one credential for this person to the product and issues it.
    #[arg(long, requires = "product", conflicts_with_all = ["skip", "limit", "pdf"])]
    name: Option<String>,

    /// Passes over this many, in the order of their making.
    #[arg(long, default_value_t = 0, value_name = "COUNT")]
    skip: u32,

    /// At most this many.
    #[arg(long, value_name = "COUNT")]
    limit: Option<u32>,

    /// Writes one picture per credential into this folder, named by the credential's id.
    #[arg(long, value_name = "DIR")]
    png: Option<PathBuf>,

    /// Writes printable sheets to this file instead of printing texts.
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,

    /// The paper of the sheets.
    #[arg(long, default_value = "a4", requires = "pdf")]
    paper: PaperSize,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum PaperSize {
    A4,
    Letter,
}

#[derive(Serialize)]
struct Issued<'a> {
    credential: String,
    name: &'a str,
    product: &'a str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    png: Option<String>,
}

/// Issues what was asked for.
pub(crate) fn run(program: &Program, args: &Args) -> Result<(), Failure> {
    let open = program.open()?;
    let products = open.replica.read(table::product::all)?;
    if let Some(number) = args.product
        && !products.iter().any(|row| row.product.number.0 == number)
    {
        return Err(error::not_found("product").into());
    }
    if let Some(file) = &args.pdf {
        print(program, args, file)?;
        if args.png.is_none() {
            return Ok(());
        }
    }
    let key = open.replica.read(table::signing_key::issuing)?.ok_or_else(error::no_signing_key)?;
    if let Some(folder) = &args.png {
        fs::create_dir_all(folder).map_err(|error| Failure::unreadable(folder, error))?;
    }
    let issue = Issue { program, open: &open, key, products, png: args.png.as_deref() };
    if let (Some(name), Some(number)) = (&args.name, args.product) {
        let row = add(program, &open, name, ProductNo(number), &issue.products)?;
        return issue.one(&row);
    }
    let mut places = 0..;
    let last = args.limit.map(|limit| u64::from(args.skip) + u64::from(limit));
    each(&open, |row| {
        if args.product.is_some_and(|wanted| row.details.product.0 != wanted) {
            return Ok(ControlFlow::Continue(()));
        }
        let place: u64 = places.next().unwrap_or(u64::MAX);
        if last.is_some_and(|last| place >= last) {
            return Ok(ControlFlow::Break(()));
        }
        if place >= u64::from(args.skip) {
            issue.one(row)?;
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// Calls `visit` with every credential, in the order of their making.
fn each(
    open: &OpenEvent,
    mut visit: impl FnMut(&CredentialRow) -> Result<ControlFlow<()>, Failure>,
) -> Result<(), Failure> {
    let mut after: Option<CredentialId> = None;
    loop {
        let page = open.replica.read(|conn| table::credential::page(conn, after, PAGE))?;
        for row in &page {
            if visit(row)?.is_break() {
                return Ok(());
            }
        }
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
    }
}

/// What issuing takes.
struct Issue<'a> {
    program: &'a Program,
    open: &'a OpenEvent,
    key: IssuingKey,
    products: Vec<ProductRow>,
    png: Option<&'a Path>,
}

impl Issue<'_> {
    fn one(&self, row: &CredentialRow) -> Result<(), Failure> {
        let text = self
            .key
            .issue(self.open.id, &row.ticket())
            .map_err(|error| Failure::failed(format!("Credential {} cannot be issued: {error}", row.id)))?;
        let png = match self.png {
            Some(folder) => {
                let file = folder.join(format!("{}.png", row.id));
                let bytes = paper::png(&text, MODULE_PX)
                    .map_err(|error| Failure::failed(format!("Credential {}: {error}", row.id)))?;
                write(&file, &bytes).map_err(|error| Failure::unreadable(&file, error))?;
                Some(file.display().to_string())
            }
            None => None,
        };
        let product = self
            .products
            .iter()
            .find(|known| known.product.number == row.details.product)
            .map_or("", |known| known.product.name.as_str());
        let name = row.details.name.as_str();
        let issued = Issued { credential: row.id.to_string(), name, product, text, png };
        let words = format!("{}  {name} | {product}\n{}", issued.credential, issued.text);
        Ok(self.program.out.answer(&issued, words)?)
    }
}

/// Adds one credential to the replica.
fn add(
    program: &Program,
    open: &OpenEvent,
    name: &str,
    number: ProductNo,
    products: &[ProductRow],
) -> Result<CredentialRow, Failure> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Failure::input("A credential needs a name of up to 200 letters"));
    }
    let kind = products
        .iter()
        .find(|known| known.product.number == number)
        .map_or_else(|| Details::default().kind, |known| known.kind);
    let mut random = [0; 10];
    program.host.random(&mut random);
    let id = CredentialId::ordered(program.host.now().wall, random);
    let details = Details { product: number, kind, name: name.to_owned(), ..Details::default() };
    let new = NewCredential { id, generation: None, standing: None, approval: None, payment: None, details };
    open.replica.write(move |tx, _author| table::credential::put(tx, &new).map(drop))?;
    let added = open.replica.read(move |conn| table::credential::find(conn, id))?;
    added.ok_or_else(|| error::not_found("credential").into())
}

/// Prints sheets to a file.
fn print(program: &Program, args: &Args, file: &Path) -> Result<(), Failure> {
    let paper = match args.paper {
        PaperSize::A4 => Paper::A4,
        PaperSize::Letter => Paper::Letter,
    };
    let limit = args.limit.unwrap_or(u32::MAX);
    let req = PrintReq { product: args.product, skip: args.skip, limit, paper };
    let mut printed = paper::print(&program.host, req)?;
    move_to(Path::new(&printed.file), file).map_err(|error| Failure::unreadable(file, error))?;
    printed.file = file.display().to_string();
    let next = u64::from(args.skip) + u64::from(printed.credentials);
    if printed.credentials < limit && next < matching(program, args.product)? {
        diagnose(format_args!("note: the file is full; go on in another one with --skip {next}"));
    }
    let words = format!("{}: {} credentials on {} pages", printed.file, printed.credentials, printed.pages);
    Ok(program.out.answer(&printed, words)?)
}

/// How many credentials there are of a product, or of all.
fn matching(program: &Program, product: Option<u16>) -> Result<u64, Failure> {
    let setup = setup::status(&program.host)?;
    let counts = setup.products.iter().zip(&setup.credentials_by_product);
    Ok(counts
        .filter(|(known, _)| product.is_none_or(|wanted| known.number == wanted))
        .map(|(_, count)| count)
        .sum())
}

/// Writes a picture. Codes open gates, so only this user may read it.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(bytes)
}

/// Moves a file, over the border of a file system too.
fn move_to(from: &Path, to: &Path) -> io::Result<()> {
    if fs::rename(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)?;
    fs::remove_file(from)
}
