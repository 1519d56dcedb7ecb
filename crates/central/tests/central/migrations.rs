//! The schema that ships, and what a cluster promises.

use gatehouse_central::{Cluster, Error, Place, Schema};

use crate::support::cluster;

#[tokio::test]
async fn the_migrations_of_the_repository_apply() {
    let schema = Schema::repository().expect("files").with_seed().expect("a seed");
    let expected = schema.migrations();
    let cluster = Cluster::scratch(schema).await.expect("migrations that apply");
    let database = cluster.database("gatehouse").await.expect("a database");
    let noted = database.value("select count(*) from supabase_migrations.schema_migrations").await;
    let noted: usize = noted.expect("a count").expect("a row").parse().expect("a number");
    assert!(noted >= expected, "{noted} of {expected}");
}

#[tokio::test]
async fn databases_are_copies_that_do_not_see_each_other() {
    let cluster = cluster().await;
    let (a, b) =
        (cluster.database("copy_a").await.expect("one"), cluster.database("copy_b").await.expect("two"));
    a.execute("create table only_here (id int)").await.expect("a table");
    assert_eq!(b.value("select to_regclass('only_here')").await.expect("a name"), None);
    let again = cluster.database("copy_a").await.expect("the same again");
    assert!(again.value("select to_regclass('only_here')").await.expect("a name").is_some());
    a.remove().await.expect("it goes");
    let fresh = cluster.database("copy_a").await.expect("a fresh one");
    assert_eq!(fresh.value("select to_regclass('only_here')").await.expect("a name"), None);
}

#[tokio::test]
async fn a_copy_is_a_backup_that_can_be_restored() {
    let database = cluster().await.database("backed_up").await.expect("a database");
    let held = database.connect("postgres").await.expect("somebody who is connected");
    held.batch_execute("create table notes (text text); insert into notes values ('kept')")
        .await
        .expect("a row");
    let backup = database.copy_to("backed_up_copy").await.expect("a backup");
    assert!(held.simple_query("select 1").await.is_err(), "whoever was connected is cut off");
    database.execute("insert into notes values ('forgotten')").await.expect("another row");
    let restored = backup.copy_to(database.name()).await.expect("it is restored");
    for one in [&restored, &database] {
        let rows = one.value("select string_agg(text, ' ') from notes").await.expect("the rows");
        assert_eq!(rows.as_deref(), Some("kept"));
    }
}

#[tokio::test]
async fn a_kept_folder_is_opened_again_and_takes_what_is_new() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = || Place::Folder(folder.path().join("kept"));
    let first = Schema::bare().with_sql("1.sql", "create table a (id int)");
    let cluster = Cluster::start(place(), first.clone()).await.expect("a cluster");
    let database = cluster.database("gatehouse").await.expect("a database");
    database.execute("insert into a values (7)").await.expect("a row");
    cluster.stop();

    let cluster =
        Cluster::start(place(), first.with_sql("2.sql", "create table b (id int)")).await.expect("again");
    let database = cluster.database("gatehouse").await.expect("a database");
    assert_eq!(database.value("select id from a").await.expect("the row").as_deref(), Some("7"));
    assert_eq!(database.value("select count(*) from b").await.expect("the new table").as_deref(), Some("0"));
}

#[tokio::test]
async fn a_cluster_goes_without_a_trace() {
    let cluster = Cluster::scratch(Schema::bare()).await.expect("a cluster");
    let socket = cluster.socket().to_owned();
    assert!(socket.join("data/postmaster.pid").exists());
    drop(cluster);
    assert!(!socket.exists());
}

#[tokio::test]
async fn a_migration_that_fails_is_named() {
    let schema = Schema::bare().with_sql("3_bad.sql", "create table t (id int); select nonsense");
    let error = Cluster::scratch(schema).await.expect_err("a refusal");
    assert!(matches!(&error, Error::Migration { file, .. } if file == "3_bad.sql"), "{error}");
    assert!(error.to_string().contains("nonsense"), "{error}");
}
