"""A server and clients on loopback: TCP, UDP, HTTP, names."""
# grants: network=loopback
import asyncio
import http.client
import http.server
import socket
import threading

EXPECTED = (b"HELLO", b"datagram", 200, "127.0.0.1")
async def talk():
    async def serve(reader, writer):
        writer.write((await reader.readline()).strip().upper()); await writer.drain(); writer.close()
    server = await asyncio.start_server(serve, "localhost", 0, family=socket.AF_INET)
    async with server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
        writer.write(b"hello\n")
        said = await reader.read()
        writer.close()
        return said
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self): self.send_response(200); self.end_headers()
    def log_message(self, *args): pass
def run():
    a, b = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    a.bind(("127.0.0.1", 0)); b.sendto(b"datagram", a.getsockname())
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        client = http.client.HTTPConnection(*server.server_address, timeout=5)
        client.request("GET", "/")
        status = client.getresponse().status
        server.shutdown()
    return asyncio.run(talk()), a.recv(100), status, socket.gethostbyname("localhost")
