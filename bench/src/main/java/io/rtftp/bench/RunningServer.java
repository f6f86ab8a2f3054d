package io.rtftp.bench;

import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A contender as a process of this run; ended by {@link #close}, and with this run, however that ends (but for SIGKILL). */
final class RunningServer implements AutoCloseable {

    private static final long STARTS_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int STOPS_WITHIN_SECONDS = 10;

    private final Contender contender;
    private final Process process;

    private RunningServer(Contender contender, Process process) {
        this.contender = contender;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /**
     * Starts it and waits until it answers a request.
     *
     * @throws IOException when it ends or does not answer within 30 s; its log says why
     */
    static RunningServer start(Contender contender, Path scratch) throws IOException {
        File log = scratch.resolve(contender.name().replace(' ', '-') + ".out").toFile();
        ProcessBuilder builder = new ProcessBuilder(contender.command())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().putAll(contender.environment());
        RunningServer server = new RunningServer(contender, builder.start());
        long deadlineNanos = System.nanoTime() + STARTS_WITHIN_NANOS;
        while (!server.answers()) {
            if (!server.process.isAlive() || System.nanoTime() - deadlineNanos > 0) {
                server.close();
                throw new IOException(
                        contender.name() + " does not answer on port " + contender.port() + "; see " + log);
            }
        }
        return server;
    }

    Contender contender() {
        return contender;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for a file that is not there; any answer will do. */
    private boolean answers() throws IOException {
        byte[] request = ("\0\1" + Lane.MISSING + "\0octet\0").getBytes(StandardCharsets.ISO_8859_1);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(200);
            socket.send(new DatagramPacket(request, request.length, contender.address()));
            socket.receive(new DatagramPacket(new byte[600], 600));
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }
}
