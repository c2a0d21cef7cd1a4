//! acme-bridge: devices speak TLS to it, it speaks plain TCP to the hub.
mod tls;

use bridge_seat::{Room, Seated};
use bridge_stamp::Stamped;
use std::io;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

const LISTEN: &str = "127.0.0.1:7443";
const HUB: &str = "127.0.0.1:7080";
const SEATS: usize = 5_000;

async fn bridge(
    socket: TcpStream,
    acceptor: TlsAcceptor,
    room: Arc<Room>,
) -> io::Result<(u64, u64)> {
    let tls = acceptor.accept(Stamped::new(socket)).await?;
    let mut device = Seated::new(tls, room).ok_or(io::ErrorKind::ConnectionRefused)?;
    let mut hub = TcpStream::connect(HUB).await?;
    tokio::io::copy_bidirectional(&mut device, &mut hub).await
}

async fn run(acceptor: TlsAcceptor) -> io::Result<()> {
    let listener = TcpListener::bind(LISTEN).await?;
    let room = Arc::new(Room::with_seats(SEATS));
    loop {
        let (socket, _) = listener.accept().await?;
        socket.set_nodelay(true)?;
        tokio::spawn(bridge(socket, acceptor.clone(), room.clone()));
    }
}

fn main() -> io::Result<()> {
    let acceptor = tls::acceptor("certs/cert.pem", "certs/key.pem")?;
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("bridge-worker")
        .enable_all()
        .build()?
        .block_on(run(acceptor))
}
