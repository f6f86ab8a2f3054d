package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.source.NbdExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the certificates for encrypted connections are, as the server's configuration says.
 *
 * @param configured empty where none is configured
 */
record CredentialsDirectory(Optional<Path> configured) {

    /** The directory for an encrypted export; fails with a sentence that says what to configure. */
    Path path(NbdExport export) throws ApplianceException {
        Path directory = configured.orElseThrow(() -> new ApplianceException(ExportNames.of(export)
                + ": no certificates for nbds are configured; set tls_certificates to a directory with ca-cert.pem"));
        if (!Files.isReadable(directory.resolve("ca-cert.pem"))) {
            throw new ApplianceException(
                    ExportNames.of(export) + ": " + directory + " has no readable ca-cert.pem (tls_certificates)");
        }
        return directory;
    }
}
