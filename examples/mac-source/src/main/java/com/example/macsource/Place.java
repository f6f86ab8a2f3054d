package com.example.macsource;

import io.rtftp.api.file.FileRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request is looked for.
 *
 * @param directory the directory; nothing outside it is given
 * @param path what is asked for, relative to it; empty where this place is not for this request
 * @param why why it is not, for a person to read
 */
record Place(Path directory, String path, String why) {

    private static final Pattern SERIAL = Pattern.compile("([0-9a-f]{8})/(.+)");

    /** The directory named after the client's MAC address. */
    static Place ofMac(Path root, NeighbourTable neighbours, FileRequest request) throws IOException {
        Optional<String> mac = neighbours.macOf(request.client().getAddress());
        return mac.isPresent()
                ? new Place(root.resolve("mac").resolve(mac.get()), request.path(), "")
                : new Place(root, "", request.clientAddress() + " is not in the neighbour table");
    }

    /** The directory named after the serial number that a Raspberry Pi puts before each name. */
    static Place ofSerial(Path root, FileRequest request) {
        Matcher path = SERIAL.matcher(request.path());
        return path.matches()
                ? new Place(root.resolve("serial").resolve(path.group(1)), path.group(2), "")
                : new Place(root, "", "the name does not begin with a serial number of eight hexadecimal digits");
    }
}
