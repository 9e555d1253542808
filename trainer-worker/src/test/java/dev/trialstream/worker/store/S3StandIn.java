package dev.trialstream.worker.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of S3 that an NIO provider uses, in memory and on loopback: put, get, head, list and delete objects.
 * Signatures are not checked.
 */
final class S3StandIn implements AutoCloseable {
    private static final Pattern DELETED = Pattern.compile("<Key>(.*?)</Key>");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** By bucket and key: {@code bucket/key}. */
    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    private final Map<String, NavigableMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private S3StandIn(HttpServer server) {
        this.server = server;
    }

    static S3StandIn start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        S3StandIn standIn = new S3StandIn(server);
        server.createContext("/", standIn::answer);
        server.setExecutor(standIn.threads);
        server.start();
        return standIn;
    }

    /** Host and port. */
    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    NavigableMap<String, byte[]> objects() {
        return objects;
    }

    /** Method and path of every request so far. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            requests.add(exchange.getRequestMethod() + " " + path + " " + query);
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, path, query, body);
                case "DELETE" -> {
                    objects.remove(path);
                    send(exchange, 204, new byte[0]);
                }
                case "POST" -> post(exchange, path, query, new String(body, UTF_8));
                default -> get(exchange, path, query);
            }
        }
    }

    private void put(HttpExchange exchange, String path, Map<String, String> query, byte[] sent) throws IOException {
        boolean chunked = exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length") != null;
        byte[] body = chunked ? dechunked(sent) : sent;
        if (query.containsKey("uploadId")) {
            uploads.get(query.get("uploadId")).put(Integer.valueOf(query.get("partNumber")), body);
        } else {
            objects.put(path, body);
        }
        exchange.getResponseHeaders().set("ETag", etag(body));
        send(exchange, 200, new byte[0]);
    }

    /** A large object comes in parts, and exists once all parts have arrived. */
    private void post(HttpExchange exchange, String path, Map<String, String> query, String body) throws IOException {
        if (query.containsKey("uploads")) {
            String id = "upload-" + uploads.size();
            uploads.put(id, new ConcurrentSkipListMap<>());
            send(exchange, 200, upload(path, "InitiateMultipartUploadResult", "<UploadId>" + id + "</UploadId>"));
        } else if (query.containsKey("uploadId")) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            uploads.get(query.get("uploadId")).values().forEach(whole::writeBytes);
            objects.put(path, whole.toByteArray());
            String etag = "<ETag>" + etag(whole.toByteArray()) + "</ETag>";
            send(exchange, 200, upload(path, "CompleteMultipartUploadResult", etag));
        } else {
            deleteAll(exchange, path, body);
        }
    }

    private static byte[] upload(String path, String root, String more) {
        String[] name = path.split("/", 2);
        String inside = "<Bucket>" + name[0] + "</Bucket><Key>" + name[1] + "</Key>" + more;
        return ("<?xml version=\"1.0\"?><" + root + ">" + inside + "</" + root + ">").getBytes(UTF_8);
    }

    /** Chunks of {@code size in hexadecimal;signature CRLF bytes CRLF}; checksums follow the last, which is empty. */
    private static byte[] dechunked(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            String head = new String(body, at, end - at, UTF_8);
            int size = Integer.parseInt(head.split(";", -1)[0], 16);
            if (size == 0) {
                return out.toByteArray();
            }
            out.write(body, end + 2, size);
            at = end + 2 + size + 2;
        }
    }

    private void deleteAll(HttpExchange exchange, String path, String body) throws IOException {
        String bucket = path.split("/", -1)[0];
        Matcher keys = DELETED.matcher(body);
        while (keys.find()) {
            objects.remove(bucket + "/" + keys.group(1));
        }
        send(exchange, 200, "<DeleteResult/>".getBytes(UTF_8));
    }

    private void get(HttpExchange exchange, String path, Map<String, String> query) throws IOException {
        if (!path.contains("/") || (path.endsWith("/") && query.containsKey("list-type"))) {
            list(exchange, path.split("/", -1)[0], query);
            return;
        }
        byte[] object = objects.get(path);
        if (object == null) {
            send(exchange, 404, "<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>".getBytes(UTF_8));
            return;
        }
        exchange.getResponseHeaders().set("ETag", etag(object));
        exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 12:00:00 GMT");
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, object);
            return;
        }
        String[] ends = range.substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(ends[0]);
        int to = ends[1].isEmpty() ? object.length - 1 : Math.min(object.length - 1, Integer.parseInt(ends[1]));
        if (from > to) {
            send(exchange, 416, "<Error><Code>InvalidRange</Code></Error>".getBytes(UTF_8));
            return;
        }
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + object.length);
        send(exchange, 206, Arrays.copyOfRange(object, from, to + 1));
    }

    private void list(HttpExchange exchange, String bucket, Map<String, String> query) throws IOException {
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.getOrDefault("delimiter", "");
        Map<String, byte[]> contents = new LinkedHashMap<>();
        Set<String> folders = new TreeSet<>();
        objects.tailMap(bucket + "/" + prefix).forEach((name, object) -> {
            String key = name.substring(bucket.length() + 1);
            if (!name.startsWith(bucket + "/" + prefix)) {
                return;
            }
            int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            if (cut >= 0) {
                folders.add(key.substring(0, cut + 1));
            } else {
                contents.put(key, object);
            }
        });
        StringBuilder xml =
                new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult><Name>" + bucket + "</Name><Prefix>"
                        + prefix + "</Prefix><KeyCount>" + (contents.size() + folders.size())
                        + "</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>");
        contents.forEach((key, object) -> xml.append("<Contents><Key>" + key
                + "</Key><LastModified>2026-01-01T12:00:00.000Z</LastModified><ETag>" + etag(object) + "</ETag><Size>"
                + object.length + "</Size><StorageClass>STANDARD</StorageClass></Contents>"));
        folders.forEach(folder -> xml.append("<CommonPrefixes><Prefix>" + folder + "</Prefix></CommonPrefixes>"));
        send(exchange, 200, xml.append("</ListBucketResult>").toString().getBytes(UTF_8));
    }

    private static String etag(byte[] object) {
        return "\"" + Integer.toHexString(Arrays.hashCode(object)) + "\"";
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            query.put(sides[0], sides.length < 2 ? "" : URLDecoder.decode(sides[1], UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
