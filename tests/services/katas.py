"""A tiny kata for each service: its worker uses the server by a real client, the judge looks at the server itself."""

from __future__ import annotations

from typing import NamedTuple


class Tiny(NamedTuple):
    """A submission and its hidden tests."""

    source: str
    hidden: str
    processes: int = 0


POSTGRESQL = Tiny(
    """
import psycopg
def put(url, n):
    with psycopg.connect(url) as db:
        db.execute("CREATE TABLE IF NOT EXISTS t (n int)")
        for i in range(n):
            db.execute("INSERT INTO t VALUES (%s)", [i])
def databases(url, name):
    with psycopg.connect(url) as db:
        db.execute("SELECT pg_read_file('/etc/passwd')") if name == "file" else None
    psycopg.connect(url.rpartition("/")[0] + "/" + name + "?sslmode=disable", connect_timeout=5)
""",
    """
import pytest
def test_put(submission, service):
    space = service("postgresql")
    submission.put(space.url, 5)
    with space.connect() as db:
        assert db.execute("SELECT count(*) FROM t").fetchone() == (5,)
        assert db.execute("SHOW server_version_num").fetchone()[0] >= "150000"
    inserts = [n for text, n in space.space.statements().items() if "INSERT" in text]
    assert inserts == [5]
    assert space.counted["query"] + space.counted["execute"] == 8, space.counted
    assert space.connections == 1

def test_others_are_closed(submission, service):
    space = service("postgresql")
    with space.connect() as db:
        assert db.execute("SELECT count(*) FROM pg_tables WHERE tablename = 't'").fetchone() == (0,)
    for name in ("postgres", "template1", "file"):
        with pytest.raises(Exception, match="permission denied"):
            submission.databases(space.url, name)
    with pytest.raises(Exception, match="password|fe_sendauth"):
        submission.databases("postgresql://judge:x@" + space.url.rpartition("@")[2], "postgres")
""",
)
MARIADB = Tiny(
    """
import pymysql
from urllib.parse import urlsplit
def connect(url, **more):
    p = urlsplit(url)
    settings = dict(host=p.hostname, port=p.port, user=p.username, password=p.password, database=p.path[1:])
    return pymysql.connect(**(settings | more))
def put(url, n):
    with connect(url, autocommit=True) as db, db.cursor() as cursor:
        cursor.execute("CREATE TABLE t (n int) ENGINE=InnoDB")
        for i in range(n):
            cursor.execute("INSERT INTO t VALUES (%s)", [i])
def intrude(url, user, database):
    connect(url, user=user, password="", database=database)
""",
    """
import pytest
def test_put(submission, service):
    space = service("mariadb")
    submission.put(space.url, 3)
    with space.connect() as db, db.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM t")
        assert cursor.fetchone() == (3,)
    assert space.counted["query"] >= 4, space.counted

def test_others_are_closed(submission, service):
    space = service("mariadb")
    with space.connect() as db, db.cursor() as cursor:
        cursor.execute("SHOW TABLES")
        assert cursor.fetchall() == ()
    for user, database in (("root", "mysql"), ("mysql", None), ("nobody", None)):
        with pytest.raises(Exception, match="denied"):
            submission.intrude(space.url, user, database)
""",
)
REDIS = Tiny(
    """
import redis
def put(url, n):
    client = redis.Redis.from_url(url)
    for i in range(n):
        client.set(f"key{i}", i)
    client.close()
def rule(url, *command):
    return redis.Redis.from_url(url).execute_command(*command)
""",
    """
import pytest
def test_put(submission, service):
    space = service("redis")
    submission.put(space.url, 5)
    assert sorted(space.connect().keys()) == [f"key{i}" for i in range(5)]
    assert space.counted["set"] == 5
    assert space.space.commands()["set"] == 5

def test_it_is_empty_and_not_theirs_to_rule(submission, service):
    space = service("redis")
    assert space.connect().dbsize() == 0
    for command in (["CONFIG", "SET", "dir", "/tmp"], ["SHUTDOWN"], ["ACL", "LIST"], ["REPLICAOF", "127.0.0.1", "1"]):
        with pytest.raises(Exception, match="permission"):
            submission.rule(space.url, *command)
""",
)
MONGODB = Tiny(
    """
import pymongo
def put(url, n):
    with pymongo.MongoClient(url) as client:
        t = client.get_default_database().t
        t.create_index("n", unique=True)
        t.insert_many([{"n": i} for i in range(n)])
        return t.count_documents({"n": {"$gte": 2}})
""",
    """
def test_put(submission, service):
    space = service("mongodb")
    assert submission.put(space.url, 5) == 3
    assert space.connect().get_default_database().t.count_documents({}) == 5
    assert (space.counted["insert"], space.counted["createIndexes"]) == (1, 1), space.counted

def test_it_is_empty(service):
    assert service("mongodb").connect().get_default_database().list_collection_names() == []
""",
)
KAFKA = Tiny(
    """
from confluent_kafka import Producer, Consumer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic
def put(url, n):
    admin = AdminClient({"bootstrap.servers": url})
    for done in admin.create_topics([NewTopic("t", 1, 1)]).values():
        done.result(10)
    producer = Producer({"bootstrap.servers": url})
    for i in range(n):
        producer.produce("t", str(i).encode(), partition=0)
    assert producer.flush(10) == 0
    consumer = Consumer({"bootstrap.servers": url, "group.id": "g", "auto.offset.reset": "earliest"})
    consumer.assign([TopicPartition("t", 0, 0)])
    got = []
    while len(got) < n:
        message = consumer.poll(5)
        assert message is not None and message.error() is None, message and message.error()
        got.append(message.value().decode())
    consumer.close()
    return got
""",
    """
def test_put(submission, service):
    space = service("kafka")
    assert submission.put(space.url, 5) == list("01234")
    assert list(space.connect().list_topics(timeout=10).topics) == ["t"]
    assert space.counted["create_topics"] == 1
    assert 1 <= space.counted["produce"] <= 5, space.counted

def test_it_is_empty(service):
    assert not service("kafka").connect().list_topics(timeout=10).topics
""",
)
RABBITMQ = Tiny(
    """
import pika
def put(url, n):
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.queue_declare("q")
    channel.confirm_delivery()
    for i in range(n):
        channel.basic_publish("", "q", str(i).encode())
    connection.close()
def enter(url, host):
    pika.BlockingConnection(pika.URLParameters(url.rpartition("/")[0] + "/" + host))
""",
    """
import pytest
def test_put(submission, service):
    space = service("rabbitmq")
    submission.put(space.url, 5)
    connection = space.connect()
    assert connection.channel().queue_declare("q", passive=True).method.message_count == 5
    connection.close()
    assert space.counted["basic.publish"] == 5

def test_others_are_closed(submission, service):
    space = service("rabbitmq")
    connection = space.connect()
    with pytest.raises(Exception, match="NOT_FOUND"):
        connection.channel().queue_declare("q", passive=True)
    connection.close()
    with pytest.raises(Exception, match="."):
        submission.enter(space.url, "%2F")
""",
)
S3 = Tiny(
    """
import boto3
def put(url, n):
    s3 = boto3.client("s3", endpoint_url=url, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    s3.create_bucket(Bucket="bucket")
    for i in range(n):
        s3.put_object(Bucket="bucket", Key=str(i), Body=b"x" * 1000)
""",
    """
def test_put(submission, service):
    space = service("s3")
    submission.put(space.url, 3)
    assert [o["Key"] for o in space.connect().list_objects_v2(Bucket="bucket")["Contents"]] == ["0", "1", "2"]
    assert space.counted == {"PUT": 4}

def test_it_is_empty(service):
    assert service("s3").connect().list_buckets()["Buckets"] == []
""",
)
XVFB = Tiny(
    """
import socket, struct
def greet(display):
    host, _, number = display.partition(":")
    with socket.create_connection((host, 6000 + int(number))) as link:
        link.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        head = link.recv(8)
        size = 4 * struct.unpack("<H", head[6:8])[0]
        body = b""
        while len(body) < size:
            body += link.recv(size - len(body))
        length = struct.unpack("<H", body[16:18])[0]
        screen = 32 + (length + 3) // 4 * 4 + body[21] * 8
        return struct.unpack("<HH", body[screen + 20:screen + 24])
""",
    """
def test_the_display_has_a_screen(submission, service):
    assert submission.greet(service("xvfb").url) == (1280, 800)
""",
)
CHROMIUM = Tiny(
    """
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
def browse(url, options, page, others):
    chosen = Options()
    for argument in options["goog:chromeOptions"]["args"]:
        chosen.add_argument(argument)
    driver = webdriver.Remote(command_executor=url, options=chosen)
    driver.get(page)
    title = driver.title
    seen = []
    for other in others:
        try:
            driver.get(other)
        except Exception as error:
            seen.append(str(error))
        else:
            seen.append(driver.page_source)
    return title, seen
""",
    """
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>no</title><script>document.title = 'made ' + (1 + 1)</script>SECRET")

    def log_message(self, *words):
        pass

def test_a_page_runs_and_nothing_else_is_there(submission, service):
    space = service("chromium")
    outside = HTTPServer(("127.0.0.1", 0), Page)
    Thread(target=outside.serve_forever, daemon=True).start()
    here = Path(__file__)
    others = [f"http://127.0.0.1:{outside.server_port}/", here.as_uri(), here.parent.as_uri()]
    with space.space.serve(Page) as address:
        title, seen = submission.browse(space.url, space.space.options, address, others)
    outside.shutdown()
    outside.server_close()
    assert title == "made 2"
    assert not any("SECRET" in text or here.name in text.replace(here.as_uri(), "") for text in seen), seen
    assert space.counted["POST"] >= 5
""",
)
TINY = {
    "postgresql": POSTGRESQL,
    "mariadb": MARIADB,
    "redis": REDIS,
    "mongodb": MONGODB,
    "kafka": KAFKA,
    "rabbitmq": RABBITMQ,
    "s3": S3,
    "xvfb": XVFB,
    "chromium": CHROMIUM,
}
