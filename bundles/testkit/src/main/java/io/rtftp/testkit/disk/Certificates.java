package io.rtftp.testkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An authority and the certificates it signed, in the layout QEMU and nbdkit read ({@code ca-cert.pem}, {@code server-cert.pem},
 * {@code server-key.pem}, {@code client-cert.pem}, {@code client-key.pem}).
 *
 * @param serverDirectory what a server is given
 * @param clientDirectory what a client is given
 */
public record Certificates(Path serverDirectory, Path clientDirectory) {

    /** Makes an authority of its own with a server certificate for {@link NbdServer#HOST} and a client certificate. */
    public static Certificates in(Path directory) {
        try {
            Path server = Files.createDirectories(directory.resolve("server"));
            Path client = Files.createDirectories(directory.resolve("client"));
            Path authority = directory.resolve("ca-key.pem");
            key(authority);
            openssl(
                    "req",
                    "-x509",
                    "-new",
                    "-key",
                    authority,
                    "-subj",
                    "/CN=RTFTP test authority",
                    "-days",
                    "30",
                    "-addext",
                    "keyUsage=critical,keyCertSign,digitalSignature",
                    "-out",
                    server.resolve("ca-cert.pem"));
            Files.copy(server.resolve("ca-cert.pem"), client.resolve("ca-cert.pem"));
            signed(server, "server", authority);
            signed(client, "client", authority);
            return new Certificates(server, client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signed(Path directory, String role, Path authority) throws IOException {
        Path key = directory.resolve(role + "-key.pem");
        key(key);
        Path request = directory.resolve(role + ".csr");
        Path extensions = directory.resolve(role + ".ext");
        Files.writeString(extensions, """
                subjectAltName=IP:%s,DNS:localhost
                keyUsage=digitalSignature
                extendedKeyUsage=%sAuth
                """.formatted(NbdServer.HOST, role));
        openssl("req", "-new", "-key", key, "-subj", "/CN=" + role, "-out", request);
        openssl(
                "x509",
                "-req",
                "-in",
                request,
                "-CA",
                directory.resolve("ca-cert.pem"),
                "-CAkey",
                authority,
                "-days",
                "30",
                "-CAcreateserial",
                "-extfile",
                extensions,
                "-out",
                directory.resolve(role + "-cert.pem"));
    }

    private static void key(Path target) {
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", target);
    }

    private static void openssl(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            words[i] = arguments[i].toString();
        }
        new HostTool("openssl", "openssl").run(words);
    }
}
