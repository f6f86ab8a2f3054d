package com.example.macsource;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceTest {

    private static final Path ROOT = Path.of("/srv/tftp");

    @Test
    void aClientsMacAddressIsItsDirectory() throws IOException {
        Place place = Place.ofMac(ROOT, client -> Optional.of("02-fc-00-00-00-05"), asking("boot/kernel"));

        assertThat(place).isEqualTo(new Place(Path.of("/srv/tftp/mac/02-fc-00-00-00-05"), "boot/kernel", ""));
    }

    @Test
    void aClientTheKernelDoesNotKnowHasNoPlaceAndIsToldWhy() throws IOException {
        Place place = Place.ofMac(ROOT, client -> Optional.empty(), asking("boot/kernel"));

        assertThat(place.path()).isEmpty();
        assertThat(place.why()).isEqualTo("192.0.2.5 is not in the neighbour table");
    }

    @Test
    void aSerialNumberBeforeTheNameIsADirectory() {
        Place place = Place.ofSerial(ROOT, asking("9ffefdef/start4.elf"));

        assertThat(place).isEqualTo(new Place(Path.of("/srv/tftp/serial/9ffefdef"), "start4.elf", ""));
    }

    @Test
    void aNameWithoutASerialNumberHasNoPlace() {
        assertThat(Place.ofSerial(ROOT, asking("start4.elf")).path()).isEmpty();
        assertThat(Place.ofSerial(ROOT, asking("9FFEFDEF/start4.elf")).path()).isEmpty();
        assertThat(Place.ofSerial(ROOT, asking("9ffefdef00/start4.elf")).path()).isEmpty();
    }

    private static FileRequest asking(String path) {
        return new FileRequest(path, new InetSocketAddress("192.0.2.5", 2070));
    }
}
