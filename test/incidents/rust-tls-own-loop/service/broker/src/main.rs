//! acme-broker: clients register over TLS and stay; jobs for them are handed out when the drain is opened.
mod tls;

use broker_line::LineStream;
use broker_pool::Pool;
use std::io;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::server::TlsStream;
use tokio_rustls::TlsAcceptor;
use tracing::{info_span, Instrument};
use tracing_subscriber::{fmt, prelude::*, EnvFilter};

const LISTEN: &str = "127.0.0.1:7443";

type Worker = LineStream<TlsStream<TcpStream>>;

async fn register(
    socket: TcpStream,
    acceptor: TlsAcceptor,
    pool: Arc<Pool<Worker>>,
) -> io::Result<()> {
    let mut worker = LineStream::new(acceptor.accept(socket).await?);
    let name = worker.read_line().instrument(info_span!("name")).await?;
    worker.write_line("noted").await?;
    pool.add(name, worker);
    Ok(())
}

async fn run(acceptor: TlsAcceptor) -> io::Result<()> {
    let listener = TcpListener::bind(LISTEN).await?;
    let pool = Arc::new(Pool::<Worker>::default());
    for shard in 0..broker_pool::SHARDS {
        let hand_out = pool.clone().hand_out(shard, |name, _worker| {
            tracing::debug!(name, "job handed out")
        });
        tokio::spawn(hand_out.instrument(info_span!("shard", shard)));
    }
    loop {
        let (socket, peer) = listener.accept().await?;
        socket.set_nodelay(true)?;
        let register = register(socket, acceptor.clone(), pool.clone());
        tokio::spawn(register.instrument(info_span!("worker", %peer)));
    }
}

fn main() -> io::Result<()> {
    tracing_subscriber::registry()
        .with(EnvFilter::new("info,acme_broker=info,broker_pool=info"))
        .with(fmt::layer().with_writer(io::stderr))
        .init();
    let acceptor = tls::acceptor("certs/cert.pem", "certs/key.pem")?;
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("broker-worker")
        .enable_all()
        .build()?
        .block_on(run(acceptor))
}
