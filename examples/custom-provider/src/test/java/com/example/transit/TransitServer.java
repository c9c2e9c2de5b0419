package com.example.transit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Stands in for the transit service: one key, which is always the same, and one token. */
final class TransitServer implements AutoCloseable {

    static final String TOKEN = "open-sesame";

    private static final Pattern PATH = Pattern.compile("/v1/transit/(datakey/plaintext|decrypt)/orders");

    private final SecureRandom random = new SecureRandom();
    private final HttpServer server;

    private TransitServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
    }

    static TransitServer start(int port) throws IOException {
        TransitServer server = new TransitServer(port);
        server.server.start();
        return server;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        int status = 200;
        String answer = "";
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            status = 403;
        } else if (!path.matches()) {
            status = 404;
        } else {
            try {
                answer = path.group(1).equals("decrypt") ? decrypt(request) : dataKey(request);
            } catch (GeneralSecurityException | RuntimeException e) {
                status = 400;
            }
        }
        byte[] body = ("{\"data\":{" + answer + "}}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String dataKey(String request) throws GeneralSecurityException {
        byte[] dataKey = new byte[64];
        byte[] nonce = new byte[12];
        random.nextBytes(dataKey);
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, request).doFinal(dataKey);
        byte[] all = new byte[nonce.length + sealed.length];
        System.arraycopy(nonce, 0, all, 0, nonce.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return "\"plaintext\":\"" + base64(dataKey) + "\",\"ciphertext\":\"vault:v1:" + base64(all) + '"';
    }

    private String decrypt(String request) throws GeneralSecurityException {
        byte[] all = Base64.getDecoder().decode(field(request, "ciphertext").substring("vault:v1:".length()));
        byte[] dataKey = cipher(Cipher.DECRYPT_MODE, all, request).doFinal(all, 12, all.length - 12);
        return "\"plaintext\":\"" + base64(dataKey) + '"';
    }

    private static Cipher cipher(int mode, byte[] nonce, String request) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(new byte[32], "AES"), new GCMParameterSpec(128, nonce, 0, 12));
        cipher.updateAAD(Base64.getDecoder().decode(field(request, "associated_data")));
        return cipher;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String field(String request, String name) {
        Matcher matcher = Pattern.compile('"' + name + "\":\"([^\"]*)\"").matcher(request);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + name);
        }
        return matcher.group(1);
    }

    /** Runs until it is stopped, on the given port, for trying things out. */
    public static void main(String[] args) throws IOException {
        System.out.println("listening at " + start(Integer.parseInt(args[0])).address());
    }
}
