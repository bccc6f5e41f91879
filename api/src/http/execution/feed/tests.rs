//! Who gets what of a feed, with a run that says what it is told to.

use super::{
    Alone, Feeds, Ground,
    mailbox::ROOM,
    member::{Got, Member},
};
use crate::http::{
    document::Document,
    execution::Outcome,
    shared::{DocumentLimits, Standing},
};
use async_graphql::{Response, Value, Variables};
use futures_util::StreamExt;
use std::{future::poll_fn, net::Ipv4Addr, sync::Arc, time::Duration};
use tokio::{sync::mpsc, time::timeout};
use uuid::Uuid;

/// Says outcomes of these positions.
type Says = mpsc::UnboundedSender<i64>;

fn ground() -> Arc<Ground> {
    let text = "subscription { a }";
    let document = Arc::new(Document::new(text, &DocumentLimits::default()).expect("a document"));
    let (text, variables) = (text.to_owned(), Variables::default());
    let (account, address) = (Uuid::nil(), Ipv4Addr::LOCALHOST.into());
    Arc::new(Ground { account, address, document, text, name: None, variables, said: String::new() })
}

fn run(ground: &Arc<Ground>) -> (Says, Alone) {
    let (says, mut said) = mpsc::unbounded_channel();
    let standing = Standing::default();
    let stands = standing.clone();
    let outcomes = futures_util::stream::poll_fn(move |cx| {
        said.poll_recv(cx).map(|position| {
            stands.deliver(position);
            position.map(|position| Outcome { response: Response::new(Value::from(position)), ran: true })
        })
    });
    (says, Alone { outcomes: outcomes.boxed(), standing, ground: Some(Arc::clone(ground)) })
}

async fn next(member: &mut Member) -> Got {
    timeout(Duration::from_secs(20), poll_fn(|cx| member.poll_next(cx))).await.expect("something comes")
}

/// The positions that come, up to the one that is the last.
async fn up_to(member: &mut Member, last: i64) -> Vec<i64> {
    let mut positions = Vec::new();
    while positions.last() != Some(&last) {
        match next(member).await {
            Got::Item(item) => positions.extend(item.position),
            Got::Over | Got::Behind(..) => panic!("it ended after {positions:?}"),
        }
    }
    positions
}

fn say(says: &Says, positions: impl IntoIterator<Item = i64>) {
    positions.into_iter().for_each(|position| says.send(position).expect("the run is there"));
}

#[tokio::test]
async fn each_member_gets_what_it_has_not_had() {
    let (feeds, ground) = (Feeds::default(), ground());
    let (says, alone) = run(&ground);
    let mut first = feeds.enter(alone, 10).map_err(drop).expect("begins the feed");
    let (other, alone) = run(&ground);
    let mut second = feeds.enter(alone, 12).map_err(drop).expect("joins it");
    assert!(other.is_closed(), "its own run has ended");
    say(&says, [11, 12, 13, 15]);
    assert_eq!(up_to(&mut first, 15).await, [11, 12, 13, 15]);
    assert_eq!(up_to(&mut second, 15).await, [13, 15]);
    // What lies between was given before it came: it has to get there by itself.
    let (still, alone) = run(&ground);
    let alone = feeds.enter(alone, 14).err().expect("goes on alone");
    assert!(!still.is_closed());
    let mut third = feeds.enter(alone, 15).map_err(drop).expect("has had what the others had");
    say(&says, [16]);
    for member in [&mut first, &mut second, &mut third] {
        assert_eq!(up_to(member, 16).await, [16]);
    }
    drop(says);
    assert!(matches!(next(&mut third).await, Got::Over));
}

#[tokio::test]
async fn who_does_not_take_is_left_behind_and_told_from_where_to_go_on() {
    let (feeds, ground) = (Feeds::default(), ground());
    let (says, alone) = run(&ground);
    let mut slow = feeds.enter(alone, 0).map_err(drop).expect("begins the feed");
    let mut quick = feeds.enter(run(&ground).1, 0).map_err(drop).expect("joins it");
    let room = i64::try_from(ROOM).expect("a small number");
    say(&says, 1..=3 * room);
    assert_eq!(up_to(&mut quick, 3 * room).await, (1..=3 * room).collect::<Vec<_>>());
    assert_eq!(up_to(&mut slow, room).await, (1..=room).collect::<Vec<_>>(), "what it had room for is kept");
    let Got::Behind(again, at) = next(&mut slow).await else { panic!("it is not told") };
    assert!(*again == *ground && at == room, "{at}");
}

#[tokio::test]
async fn the_last_who_leaves_ends_the_run_and_whoever_comes_next_begins_another() {
    let (feeds, ground) = (Feeds::default(), ground());
    let (says, alone) = run(&ground);
    let first = feeds.enter(alone, 0).map_err(drop).expect("begins the feed");
    let mut second = feeds.enter(run(&ground).1, 0).map_err(drop).expect("joins it");
    drop(first);
    say(&says, [1]);
    assert_eq!(up_to(&mut second, 1).await, [1], "one is still there");
    drop(second);
    timeout(Duration::from_secs(20), says.closed()).await.expect("the run ends");
    let (says, alone) = run(&ground);
    let mut third = feeds.enter(alone, 5).map_err(drop).expect("starts again");
    say(&says, [6]);
    assert_eq!(up_to(&mut third, 6).await, [6]);
}
