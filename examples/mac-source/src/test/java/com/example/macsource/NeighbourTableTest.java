package com.example.macsource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class NeighbourTableTest {

    @Test
    void theMacAddressIsReadFromALineOfIpNeigh() {
        assertThat(NeighbourTable.inLine("192.0.2.5 dev eth0 lladdr 02:fc:00:00:00:05 REACHABLE"))
                .contains("02-fc-00-00-00-05");
    }

    @Test
    void anEntryWithoutAMacAddressIsNone() {
        assertThat(NeighbourTable.inLine("192.0.2.5 dev eth0 FAILED")).isEmpty();
        assertThat(NeighbourTable.inLine("")).isEmpty();
    }

    @Test
    void theKernelIsAskedAndKnowsNoneOnLoopback() throws IOException {
        assertThat(NeighbourTable.ofKernel().macOf(InetAddress.getByName("127.0.0.9"))).isEmpty();
        assertThat(NeighbourTable.ofKernel().macOf(InetAddress.getByName("::1"))).isEmpty();
    }
}
