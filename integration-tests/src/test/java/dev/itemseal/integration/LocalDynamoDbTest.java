package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server that other tests rely on. */
@NeedsDynamoDb
class LocalDynamoDbTest {

    @Test
    void answersBothClients() {
        assertThat(LocalDynamoDb.client().listTables().hasTableNames()).isTrue();
        assertThat(LocalDynamoDb.asyncClient().listTables().join().hasTableNames())
                .isTrue();
    }

    @Test
    void listensOnLoopbackAlone() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
        assumeThat(others).isNotEmpty();

        for (InetAddress address : others) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(
                            () -> new Socket(address, LocalDynamoDb.endpoint().getPort()).close());
        }
    }
}
