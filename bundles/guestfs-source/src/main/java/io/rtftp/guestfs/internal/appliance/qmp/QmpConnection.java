package io.rtftp.guestfs.internal.appliance.qmp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to QEMU's machine protocol (QEMU documentation, qmp-spec). Commands wait for their answer; answers are told apart by their
 * id, so an answer that comes too late is nobody's. Thread-safe.
 */
public final class QmpConnection implements AutoCloseable {

    private static final int CHUNK = 1 << 14;

    private final ObjectMapper json = new ObjectMapper();
    private final SocketChannel channel;
    private final CompletableFuture<String> greeting = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new HashMap<>();
    private final List<ExpectedEvent> expected = new ArrayList<>();
    private long lastId;

    private QmpConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects, waits for QEMU's greeting and agrees on no capabilities. */
    public static QmpConnection open(Path socket, Duration limit) throws QmpException {
        QmpConnection connection;
        try {
            // Closes the channel where it can't connect, which SocketChannel.connect does not.
            connection = new QmpConnection(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (IOException e) {
            throw new QmpException("no QMP at " + socket + ": " + e.getMessage(), e);
        }
        Thread reader = new Thread(connection::read, "rtftp-qmp");
        reader.setDaemon(true);
        reader.start();
        try {
            await(connection.greeting, "the QMP greeting", limit);
            connection.execute("qmp_capabilities", connection.arguments(), limit);
            return connection;
        } catch (QmpException e) {
            connection.close();
            throw e;
        }
    }

    /** An empty object for the arguments of a command. */
    public ObjectNode arguments() {
        return json.createObjectNode();
    }

    /**
     * Runs a command and gives what it returned.
     *
     * @throws QmpException with QEMU's own description when it refuses; {@link QmpSilence} when no answer came within the limit
     */
    public JsonNode execute(String command, ObjectNode arguments, Duration limit) throws QmpException {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        long id = register(answer);
        ObjectNode line = json.createObjectNode();
        line.put("execute", command).put("id", id).set("arguments", arguments);
        try {
            write(json.writeValueAsString(line) + "\n");
            return await(answer, command, limit);
        } catch (IOException e) {
            throw new QmpSilence(command + ": QEMU is gone: " + e.getMessage(), e);
        } finally {
            var unused = forget(id);
        }
    }

    /** Waits for an event about a device from now on: register first, then cause it, then wait on what this gives. */
    public ExpectedEvent expect(String event, String device) {
        ExpectedEvent one = new ExpectedEvent(event, device, new CompletableFuture<>());
        synchronized (this) {
            expected.add(one);
        }
        return one;
    }

    /** Completes with the reason when QEMU has closed the connection, or we have. */
    public CompletionStage<String> ended() {
        return ended;
    }

    @Override
    public void close() {
        end("closed");
    }

    private void read() {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            while (channel.read(chunk.clear()) >= 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    byte next = chunk.get();
                    if (next == '\n') {
                        onLine(json.readTree(line.toString(StandardCharsets.UTF_8)));
                        line.reset();
                    } else {
                        line.write(next);
                    }
                }
            }
            end("QEMU closed its QMP socket");
        } catch (JsonProcessingException e) {
            end("QEMU's QMP is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            end("QMP: " + e.getMessage());
        }
    }

    private void onLine(JsonNode line) {
        if (line.has("QMP")) {
            greeting.complete("");
        } else if (line.has("event")) {
            onEvent(line);
        } else if (line.has("id")) {
            CompletableFuture<JsonNode> answer = forget(line.get("id").asLong());
            if (answer == null) {
                return;
            }
            if (line.has("error")) {
                answer.completeExceptionally(
                        new QmpException(line.path("error").path("desc").asText()));
            } else {
                answer.complete(line.path("return"));
            }
        }
    }

    private void onEvent(JsonNode line) {
        List<ExpectedEvent> met = new ArrayList<>();
        synchronized (this) {
            expected.removeIf(one -> {
                boolean meets = one.event.equals(line.get("event").asText())
                        && one.device.equals(line.path("data").path("device").asText());
                return meets && met.add(one);
            });
        }
        met.forEach(one -> one.happened.complete(line));
    }

    private void end(String reason) {
        List<CompletableFuture<JsonNode>> failed;
        synchronized (this) {
            failed = new ArrayList<>(waiting.values());
            expected.forEach(one -> failed.add(one.happened));
            waiting.clear();
            expected.clear();
            ended.complete(reason);
        }
        greeting.completeExceptionally(new QmpSilence(reason));
        failed.forEach(one -> one.completeExceptionally(new QmpSilence(reason)));
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be lost: both directions have ended.
            ended.complete(e.getMessage());
        }
    }

    private synchronized long register(CompletableFuture<JsonNode> answer) throws QmpException {
        if (ended.isDone()) {
            throw new QmpSilence("QEMU is gone");
        }
        waiting.put(++lastId, answer);
        return lastId;
    }

    private synchronized @Nullable CompletableFuture<JsonNode> forget(long id) {
        return waiting.remove(id);
    }

    private synchronized void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static <T> T await(CompletableFuture<T> answer, String what, Duration limit) throws QmpException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String reason = String.valueOf(cause.getMessage());
            throw cause instanceof QmpSilence ? new QmpSilence(reason, e) : new QmpException(reason, e);
        } catch (TimeoutException e) {
            throw new QmpSilence("QEMU did not answer " + what + " within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QmpException("interrupted while waiting for " + what, e);
        }
    }

    /** An event that was announced before it was caused, so that it can't be missed. */
    public static final class ExpectedEvent {

        private final String event;
        private final String device;
        private final CompletableFuture<JsonNode> happened;

        private ExpectedEvent(String event, String device, CompletableFuture<JsonNode> happened) {
            this.event = event;
            this.device = device;
            this.happened = happened;
        }

        /** Waits until it has happened. */
        public void await(Duration limit) throws QmpException {
            QmpConnection.await(happened, event + " of " + device, limit);
        }
    }
}
