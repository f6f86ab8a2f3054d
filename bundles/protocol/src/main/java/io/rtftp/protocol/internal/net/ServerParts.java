package io.rtftp.protocol.internal.net;

/** The parts of a server that its sessions need. */
record ServerParts(Loop loop, Sessions sessions, Diary diary) {}
