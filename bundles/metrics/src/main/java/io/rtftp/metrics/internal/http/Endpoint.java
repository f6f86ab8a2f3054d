package io.rtftp.metrics.internal.http;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An open HTTP port: {@code /metrics} answers with what the registry holds, {@code /-/healthy} with a word. */
final class Endpoint implements AutoCloseable {

    private static final int THREADS = 2; // a slow reader must not keep the next one out
    private static final int SCRAPES_WAITING = 64;
    private static final long IDLE_SECONDS = 30;

    private final InetSocketAddress address;
    private final HTTPServer server;

    private Endpoint(InetSocketAddress address, HTTPServer server) {
        this.address = address;
        this.server = server;
    }

    /**
     * Opens the port.
     *
     * @throws IOException when that is not possible; its message says why
     */
    static Endpoint open(MetricsAddress wanted, PrometheusRegistry registry) throws IOException {
        InetSocketAddress address = wanted.resolve();
        ThreadPoolExecutor threads = threads();
        try {
            HTTPServer server = HTTPServer.builder()
                    .inetAddress(address.getAddress())
                    .port(address.getPort())
                    .registry(registry)
                    .executorService(threads)
                    .buildAndStart();
            return new Endpoint(new InetSocketAddress(address.getAddress(), server.getPort()), server);
        } catch (IOException | RuntimeException unopened) {
            threads.shutdown();
            throw unopened;
        }
    }

    int port() {
        return address.getPort();
    }

    /** What to give a browser or Prometheus. */
    String url() {
        String host = address.getAddress().getHostAddress();
        return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort() + "/metrics";
    }

    /** Closes the port and ends answers under way. */
    @Override
    public void close() {
        server.close();
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(SCRAPES_WAITING), task -> {
                    Thread thread = new Thread(task, "rtftp-metrics-http");
                    thread.setDaemon(true); // and so is the thread that accepts connections, which one of these makes
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
