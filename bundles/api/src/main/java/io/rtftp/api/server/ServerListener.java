package io.rtftp.api.server;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told when the server starts, moves or stops answering; register a service of this type to listen. */
@ConsumerType
public interface ServerListener {

    /** Called once with the state there is, then after each change, in order; must return quickly. */
    void serverChanged(ServerView server);
}
