package dev.itemseal.integration;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Amazon's local DynamoDB server, in this JVM, in memory, on loopback and without telemetry: one for all tests, which
 * therefore use tables of their own. Tests that need it carry {@link NeedsDynamoDb}.
 *
 * <p>It is spoken to by reflection, since the build can leave it out ({@code -Ditemseal.skipDynamoDbLocal}).
 */
public final class LocalDynamoDb {

    private static final String SERVER_RUNNER = "software.amazon.dynamodb.services.local.main.ServerRunner";

    private LocalDynamoDb() {}

    /** Whether the build has it; asked by {@link NeedsDynamoDb}. */
    public static boolean isThere() {
        try {
            Class.forName(SERVER_RUNNER, false, LocalDynamoDb.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Where the server listens; it is started by the first who asks. */
    static URI endpoint() {
        return Started.ENDPOINT;
    }

    /** A client without any encryption. */
    static DynamoDbClient client() {
        return Started.CLIENT;
    }

    /** An asynchronous client without any encryption. */
    static DynamoDbAsyncClient asyncClient() {
        return Started.ASYNC_CLIENT;
    }

    static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    }

    private static final class Started {

        static final URI ENDPOINT = start();
        static final DynamoDbClient CLIENT = DynamoDbClient.builder()
                .endpointOverride(ENDPOINT)
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        static final DynamoDbAsyncClient ASYNC_CLIENT = DynamoDbAsyncClient.builder()
                .endpointOverride(ENDPOINT)
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials())
                .httpClient(NettyNioAsyncHttpClient.create())
                .build();

        private static URI start() {
            try {
                Object proxy = Class.forName(SERVER_RUNNER)
                        .getMethod("createServerFromCommandLineArgs", String[].class)
                        .invoke(null, (Object) new String[] {"-inMemory", "-disableTelemetry", "-port", "8000"});
                Object connector = connector(proxy);
                // By itself it listens on every interface, and on a port that may be taken.
                connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
                connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
                proxy.getClass().getMethod("start").invoke(proxy);
                Object port = connector.getClass().getMethod("getLocalPort").invoke(connector);
                return URI.create("http://127.0.0.1:" + port);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException("the local DynamoDB server does not start", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the local DynamoDB server is not the one that we know", e);
            }
        }

        private static Object connector(Object proxy) throws ReflectiveOperationException {
            Field field = proxy.getClass().getDeclaredField("server");
            field.setAccessible(true);
            Object server = field.get(proxy);
            return ((Object[]) server.getClass().getMethod("getConnectors").invoke(server))[0];
        }
    }
}
