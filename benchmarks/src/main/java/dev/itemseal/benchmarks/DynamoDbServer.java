package dev.itemseal.benchmarks;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Amazon's local DynamoDB server for all forks: in memory, on loopback and without telemetry. It runs in the JVM that starts
 * the forks, so that its work is not measured with theirs, and is told to them through a system property.
 *
 * <p>It is spoken to by reflection, since the build has it in its profile {@code dynamodb-local} alone.
 */
final class DynamoDbServer implements AutoCloseable {

    private static final String ENDPOINT = Fork.HANDED_ON + "dynamodb.endpoint";
    private static final String SERVER_RUNNER = "software.amazon.dynamodb.services.local.main.ServerRunner";

    private final Object server;
    private final Object connector;

    private DynamoDbServer(Object server, Object connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Whether the build has it. */
    static boolean isThere() {
        try {
            Class.forName(SERVER_RUNNER, false, DynamoDbServer.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Starts the server. */
    static DynamoDbServer start() {
        try {
            Object server = Class.forName(SERVER_RUNNER)
                    .getMethod("createServerFromCommandLineArgs", String[].class)
                    .invoke(null, (Object) new String[] {"-inMemory", "-disableTelemetry", "-port", "8000"});
            Object connector = connector(server);
            // By itself it listens on every interface, and on a port that may be taken.
            connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
            connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
            server.getClass().getMethod("start").invoke(server);
            return new DynamoDbServer(server, connector);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the local DynamoDB server does not start", e.getCause());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "the build has left the local DynamoDB server out; build with -Pbenchmarks,dynamodb-local", e);
        } catch (ReflectiveOperationException e) {
            throw notKnown(e);
        }
    }

    private static Object connector(Object proxy) throws ReflectiveOperationException {
        Field field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object jetty = field.get(proxy);
        return ((Object[]) jetty.getClass().getMethod("getConnectors").invoke(jetty))[0];
    }

    /** Tells all clients of this JVM and of its forks where the server is. */
    void announce() {
        try {
            Object port = connector.getClass().getMethod("getLocalPort").invoke(connector);
            System.setProperty(ENDPOINT, "http://127.0.0.1:" + port);
        } catch (ReflectiveOperationException e) {
            throw notKnown(e);
        }
    }

    private static IllegalStateException notKnown(ReflectiveOperationException e) {
        return new IllegalStateException("the local DynamoDB server is not the one that we know", e);
    }

    /** A client as the SDK makes it. */
    static DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(Fork.handedOn(ENDPOINT)))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(Apache5HttpClient.create())
                .build();
    }

    @Override
    public void close() {
        try {
            server.getClass().getMethod("stop").invoke(server);
        } catch (ReflectiveOperationException e) {
            throw notKnown(e);
        }
    }
}
