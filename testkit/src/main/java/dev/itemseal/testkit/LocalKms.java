package dev.itemseal.testkit;

import com.sun.net.httpserver.HttpServer;
import dev.itemseal.testkit.KeyStock.Alias;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small KMS server on this machine alone, for tests and for trying things out.
 *
 * <p><strong>Not for production.</strong> It takes any credentials and checks no signature: whoever reaches its port may use
 * every key. Its file, if it has one, holds the keys in the clear.
 *
 * <p>It speaks the service's own protocol, so that the AWS SDK's client works with it as with AWS:
 *
 * <pre>{@code
 * try (LocalKms kms = LocalKms.start();
 *         KmsClient client = KmsClient.builder()
 *                 .endpointOverride(kms.endpoint())
 *                 .region(Region.of(kms.region()))
 *                 .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
 *                 .build()) {
 *     String keyArn = kms.createKey();
 *     client.generateDataKey(request -> request.keyId(keyArn).keySpec(DataKeySpec.AES_256));
 * }
 * }</pre>
 *
 * <p>One server answers for all regions and accounts. The region of a call is that of its signature; keys are seen in their
 * own region alone, multi-region keys where they were replicated to. The account is the access key id, where that has twelve
 * digits, else {@link #account}. It enforces what the service enforces: the whole encryption context, key ids, ARNs, aliases,
 * states of keys, their usage, and the sizes of everything. What goes wrong with the service now and then goes wrong here
 * when a test {@linkplain #inject asks for it}.
 *
 * <p>Thread-safe.
 */
public final class LocalKms implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LocalKms.class.getName());
    private static final int BACKLOG = 1024;

    private final Caller self;
    private final KeyRing ring;
    private final KeyMint mint;
    private final FaultPlan faults = new FaultPlan();
    private final CallCounter counter = new CallCounter();
    private final Optional<KeyFile> file;
    private final HttpServer server;
    private final ExecutorService threads;

    private LocalKms(Builder builder, Optional<KeyFile> file) throws IOException {
        SecureRandom random = new SecureRandom();
        self = new Caller(builder.account, builder.region);
        this.file = file;
        ring = new KeyRing(
                file.isPresent() ? file.get().read() : KeyStock.EMPTY,
                builder.clock,
                file.isPresent() ? file.get() : stock -> {});
        mint = new KeyMint(random, builder.clock);
        server = serverWithoutDelay(builder.port);
        KmsService service = new KmsService(
                new KeyAdministration(ring, mint), new AliasAdministration(ring), new Cryptography(ring, random));
        server.createContext("/", new KmsEndpoint(service, faults, counter, builder.account));
        threads = Executors.newCachedThreadPool(daemons());
        server.setExecutor(threads);
        server.start();
        LOG.log(
                System.Logger.Level.WARNING,
                "A local KMS listens on {0}. It is for tests and for trying things out, NOT FOR PRODUCTION: whoever reaches"
                        + " it may use every key.",
                endpoint());
    }

    private static ThreadFactory daemons() {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, "local-kms-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * The JDK's server sends headers and body apart; with Nagle's algorithm each answer then waits for the client's
     * acknowledgement. The server looks at this property once, when the first one of the JVM is made; it is set just for that
     * moment, unless somebody has set it.
     */
    private static HttpServer serverWithoutDelay(int port) throws IOException {
        String property = "sun.net.httpserver.nodelay";
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        if (System.getProperty(property) != null) {
            return HttpServer.create(address, BACKLOG);
        }
        System.setProperty(property, "true");
        try {
            return HttpServer.create(address, BACKLOG);
        } finally {
            System.clearProperty(property);
        }
    }

    /**
     * Starts a server on a free port with keys in memory.
     *
     * @return the server, to be closed
     * @throws UncheckedIOException if it can't listen
     */
    public static LocalKms start() {
        return builder().start();
    }

    /**
     * Starts to describe a server.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return where the server listens, such as {@code http://127.0.0.1:40123}: the SDK's endpoint override} */
    public URI endpoint() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** {@return the region of the keys that this object makes} */
    public String region() {
        return self.region();
    }

    /** {@return the account of the keys that this object makes, and of calls that name no other: twelve digits} */
    public String account() {
        return self.account();
    }

    /**
     * Makes a symmetric key, in {@link #region}. Other keys are made with the SDK's client.
     *
     * @return its ARN
     * @throws UncheckedIOException if the file can't be written; there is no such key then
     */
    public String createKey() {
        LocalKey key = mint.symmetricKey(self, "", false);
        ring.change(stock -> stock.with(key));
        return key.arn().toString();
    }

    /**
     * Finds the key that an alias stands for, in {@link #region}; makes both if there is no such alias.
     *
     * @param alias the alias's name, such as {@code alias/orders}
     * @return the key's ARN
     * @throws IllegalArgumentException if this is no name of an alias
     * @throws UncheckedIOException if the file can't be written; nothing has changed then
     */
    public String keyOf(String alias) {
        AliasAdministration.invalidName(alias).ifPresent(problem -> {
            throw new IllegalArgumentException("'" + alias + "' is no name of an alias: " + problem);
        });
        Arn arn = self.arnOf(alias);
        KeyStock changed = ring.change(stock -> {
            if (stock.aliases().containsKey(arn.toString())) {
                return stock;
            }
            LocalKey key = mint.symmetricKey(self, "", false);
            return stock.with(key).with(new Alias(arn, key.arn(), key.created(), key.created()));
        });
        return KeyRing.alias(arn, changed).key().toString();
    }

    /** {@return the ARNs of all keys, of every region and account, sorted} */
    public List<String> keyArns() {
        return List.copyOf(ring.stock().keys().keySet());
    }

    /** {@return the aliases of every region and account, sorted: by the ARN of each, the ARN of the key it stands for} */
    public Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        ring.stock()
                .aliases()
                .forEach((arn, alias) -> aliases.put(arn, alias.key().toString()));
        return aliases;
    }

    /**
     * Lets something go wrong with calls from now on. Of several faults each strikes, in the order in which they were
     * injected, until one ends the call.
     *
     * @param fault what goes wrong, and with which calls
     */
    public void inject(KmsFault fault) {
        faults.add(Objects.requireNonNull(fault, "fault"));
    }

    /** Lets nothing go wrong any more. Calls that wait because of a delay still wait. */
    public void withdrawFaults() {
        faults.clear();
    }

    /**
     * Tells how many calls of an operation have arrived, those with which something went wrong among them.
     *
     * @param operation the operation
     * @return their number since the start or the last {@link #resetCalls}
     */
    public long calls(KmsOperation operation) {
        return counter.of(operation);
    }

    /** {@return how many calls of all operations have arrived since the start or the last {@link #resetCalls}} */
    public long calls() {
        return counter.all();
    }

    /** Counts from 0 again. */
    public void resetCalls() {
        counter.reset();
    }

    /**
     * Ends the server. Calls that are on their way lose their connection. Keys in memory are gone, those in a file stay there.
     * Closing it twice does nothing.
     *
     * @throws UncheckedIOException if the file's lock can't be given back
     */
    @Override
    public void close() {
        threads.shutdownNow(); // wakes the calls that are to wait
        server.stop(0);
        file.ifPresent(LocalKms::close);
    }

    private static void close(KeyFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of the keys' file can't be given back", e);
        }
    }

    /** Says what a server is to be like. Not thread-safe. */
    public static final class Builder {

        private int port;
        private String region = "us-east-1";
        private String account = "111122223333";
        private Optional<Path> file = Optional.empty();
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /**
         * Sets the port.
         *
         * @param value 1 to 65535, or 0 (the default) for any that is free
         * @return this builder
         */
        public Builder port(int value) {
            if (value < 0 || value > 65535) {
                throw new IllegalArgumentException("a port is a number from 0 to 65535");
            }
            port = value;
            return this;
        }

        /**
         * Sets the region of the keys that {@link LocalKms} makes; default {@code us-east-1}.
         *
         * @param value a region's name, such as {@code eu-west-1}
         * @return this builder
         */
        public Builder region(String value) {
            if (!value.matches("[a-z]+(-[a-z]+)+-\\d+")) {
                throw new IllegalArgumentException("'" + value + "' is no name of a region, such as eu-west-1");
            }
            region = value;
            return this;
        }

        /**
         * Sets the account of the keys that {@link LocalKms} makes; default {@code 111122223333}.
         *
         * @param value twelve digits
         * @return this builder
         */
        public Builder account(String value) {
            if (!value.matches("\\d{12}")) {
                throw new IllegalArgumentException("an account is twelve digits");
            }
            account = value;
            return this;
        }

        /**
         * Keeps the keys in a file, in the clear, readable by its owner alone. It is made when it isn't there. A file with the
         * same name and the ending {@code .lock} keeps a second server away from it.
         *
         * @param value the file, in a directory that is there
         * @return this builder
         */
        public Builder file(Path value) {
            file = Optional.of(value);
            return this;
        }

        /**
         * Sets the clock, which tells when keys are deleted; default is the system's.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Starts the server.
         *
         * @return the server, to be closed
         * @throws UncheckedIOException if it can't listen on the port; if the file is in use by another server, can't be read
         *     or is damaged
         */
        public LocalKms start() {
            Optional<KeyFile> opened = Optional.empty();
            try {
                if (file.isPresent()) {
                    opened = Optional.of(KeyFile.open(file.get()));
                }
                return new LocalKms(this, opened);
            } catch (IOException e) {
                opened.ifPresent(LocalKms::close);
                throw new UncheckedIOException("The local KMS can't start on port " + port + ": " + e, e);
            }
        }
    }
}
