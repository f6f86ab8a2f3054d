package io.rtftp.shell.internal;

import io.rtftp.api.server.ServerCounts;
import io.rtftp.api.server.ServerView;
import io.rtftp.api.server.TftpServer;
import org.jspecify.annotations.NullMarked;

/** A server that stands still and has refused nothing. */
@NullMarked
public record FakeServer(ServerView view) implements TftpServer {

    @Override
    public ServerCounts counts() {
        return new ServerCounts(0, 0, 0, 0, 0);
    }
}
