package io.rtftp.protocol.internal.net;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Builds settings for a server under test: the product's defaults, on a free port of the loopback. */
final class Settings {

    private ListenAddress listen = ListenAddress.parse("127.0.0.1:0");
    private Duration idleTimeout = Duration.ofMinutes(5);
    private OptionalInt blockSizeMax = OptionalInt.empty();
    private Duration firstTimeout = Duration.ofSeconds(1);
    private int sessionsPerClient = 64;
    private int sessionsMax = 10_000;
    private AllowedNetworks allowed = new AllowedNetworks(List.of());
    private boolean singlePort;

    Settings listen(String address) {
        listen = ListenAddress.parse(address);
        return this;
    }

    Settings idleTimeout(Duration time) {
        idleTimeout = time;
        return this;
    }

    Settings blockSizeMax(int bytes) {
        blockSizeMax = OptionalInt.of(bytes);
        return this;
    }

    Settings firstTimeout(Duration time) {
        firstTimeout = time;
        return this;
    }

    Settings sessionsPerClient(int most) {
        sessionsPerClient = most;
        return this;
    }

    Settings sessionsMax(int most) {
        sessionsMax = most;
        return this;
    }

    Settings allowed(String networks) {
        allowed = AllowedNetworks.parse(networks);
        return this;
    }

    Settings singlePort(boolean now) {
        singlePort = now;
        return this;
    }

    ServerSettings build() {
        return new ServerSettings(
                listen,
                idleTimeout,
                blockSizeMax,
                4 << 20,
                5,
                firstTimeout,
                sessionsPerClient,
                sessionsMax,
                allowed,
                singlePort);
    }
}
