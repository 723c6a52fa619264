#include "core/io/isolated/isolated.h"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/hdf5/hdf5.h"
#include "core/io/isolated/shared_memory.h"

using namespace convscope;

namespace {

constexpr std::uint64_t kMemory = std::uint64_t{1} << 28;
constexpr IsolationLimits kLimits{std::chrono::seconds(1), std::chrono::minutes(2), kMemory};

/// The error that receive_text() throws after this work.
std::string error_after(const IsolatedWork::Work& function) {
    IsolatedWork work("x.bin", kLimits, function);
    try {
        return "received " + work.receive_text();
    } catch (const LoadError& error) {
        return error.what();
    }
}

const char* const kDamaged = "x.bin: is too damaged to be read; save or download it again.";

}  // namespace

TEST_CASE("results arrive in the order in which they are sent") {
    const std::string many(1'200'000, 'x');
    IsolatedWork work("x.bin", kLimits, [&](const IsolatedSender& sender) {
        sender.send("one\nline");
        sender.send("");
        sender.send(many);
    });
    CHECK(work.receive_text() == "one\nline");
    CHECK(work.receive_text().empty());
    CHECK(work.receive_text() == many);
    CHECK_THROWS_WITH_AS(work.receive_text(), kDamaged, LoadError);
}

TEST_CASE("a length that no result has is refused before memory is taken") {
    // The work writes to the pipe by itself: its descriptor is the only one that is open.
    const std::uint64_t size = std::uint64_t{1} << 40;
    const auto send_size = [&](const IsolatedSender&) {
        for (int descriptor = 0; descriptor < 1024; ++descriptor) {
            if (::write(descriptor, "T", 1) != 1) continue;
            static_cast<void>(::write(descriptor, &size, sizeof(size)) == sizeof(size));
        }
    };
    CHECK(error_after(send_size) == kDamaged);
}

TEST_CASE("memory that was shared before the work started shows what the work wrote") {
    constexpr std::size_t kSize = std::size_t{1} << 31;  // takes memory only where it is written
    SharedMemory memory(kSize);
    IsolatedWork work("x.bin", kLimits, [&](const IsolatedSender& sender) {
        memory.floats().front() = 0.5F;
        memory.floats().back() = -3;
        sender.send("written");
    });
    CHECK(work.receive_text() == "written");
    work.end();
    CHECK(memory.floats().front() == 0.5F);
    CHECK(memory.floats().back() == -3);
    CHECK(memory.floats()[kSize / 8] == 0);
    memory.release_first(kSize / 2);
    CHECK(memory.floats().front() == 0);
    CHECK(memory.floats().back() == -3);
}

TEST_CASE("a request to stop ends the work at once") {
    const auto endless = [](const IsolatedSender&) {
        for (std::atomic<unsigned> i = 0;; ++i) {
        }
    };
    const IsolationLimits patient{std::chrono::minutes(1), std::chrono::minutes(2), kMemory};
    std::stop_source source;
    IsolatedWork work("x.bin", patient, endless, source.get_token());
    const auto start = std::chrono::steady_clock::now();
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        source.request_stop();
    });
    const char* const stopped = "x.bin: was not read to its end, because the reading was stopped; open it again.";
    CHECK_THROWS_WITH_AS(work.receive_text(), stopped, LoadError);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
    IsolatedWork late("x.bin", patient, endless, source.get_token());
    CHECK_THROWS_WITH_AS(late.receive_text(), stopped, LoadError);
}

TEST_CASE("a LoadError of the work is thrown in place of the next result") {
    CHECK(error_after([](const IsolatedSender&) { throw LoadError("y.bin", "is odd", "make it even", "line 3"); }) ==
          "y.bin: is odd (line 3); make it even.");
    CHECK(error_after([](const IsolatedSender&) { throw std::runtime_error("unforeseen"); }) == kDamaged);
}

TEST_CASE("a crash, an endless loop and use of too much memory end only the work's process") {
    CHECK(error_after([](const IsolatedSender&) { std::raise(SIGSEGV); }) == kDamaged);
    CHECK(error_after([](const IsolatedSender&) {
              for (std::atomic<unsigned> i = 0;; ++i) {
              }
          }) == kDamaged);
    CHECK(error_after([](const IsolatedSender& sender) {
              const std::string much(2 * kMemory, 'x');
              sender.send(much);
          }) == kDamaged);
}

TEST_CASE("the destructor ends work that has not finished") {
    const IsolatedWork work("x.bin", {std::chrono::minutes(1), std::chrono::minutes(2), kMemory},
                            [](const IsolatedSender&) {
                                for (std::atomic<unsigned> i = 0;; ++i) {
                                }
                            });
}

TEST_CASE("receiving stops at the deadline though the work uses no processor time") {
    std::mutex locked;
    const std::lock_guard hold(locked);
    IsolatedWork work("x.bin", {std::chrono::seconds(1), std::chrono::milliseconds(200), kMemory},
                      [&](const IsolatedSender&) { const std::lock_guard never(locked); });
    CHECK_THROWS_WITH_AS(work.receive_text(),
                         "x.bin: took too long to be read; close other programs, or save or download it again.",
                         LoadError);
}

TEST_CASE("work can use HDF5 although another thread uses it when the work is started") {
    std::atomic<bool> is_used = false;
    const std::jthread other([&] {
        const hdf5::Session session;
        is_used = true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    });
    while (!is_used) std::this_thread::yield();
    IsolatedWork work("x.bin", {std::chrono::seconds(1), std::chrono::seconds(5), kMemory},
                      [](const IsolatedSender& sender) {
                          const hdf5::Session session;
                          sender.send("used");
                      });
    CHECK(work.receive_text() == "used");
}

TEST_CASE(
    "work gives its errors in the language that is shown, although another thread translates when it is started") {
    open_catalogues(CONVSCOPE_TEST_CATALOGUES);
    set_language("xx");
    std::atomic<bool> is_used = false;
    const std::jthread other([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) is_used = tr("{} of {}", 3, 5) == "5: 3";
    });
    while (!is_used) std::this_thread::yield();
    int translated = 0;
    constexpr int kTimes = 200;
    for (int i = 0; i < kTimes; ++i) {
        // The text is new to the C library in each process, which then enters it in its table.
        IsolatedWork work("x.bin", {std::chrono::seconds(1), std::chrono::seconds(5), kMemory},
                          [](const IsolatedSender&) { throw LoadError("y.bin", tr("Open\u2026"), ""); });
        try {
            work.receive_text();
        } catch (const LoadError& error) {
            if (error.fault() == "Ouvrir\u2026") ++translated;
            if (translated <= i) break;
        }
    }
    set_language("en");
    CHECK(translated == kTimes);
}

TEST_CASE("work can open no file, and is ended if it opens a connection, starts a process or runs new code") {
    const auto sent = [](bool worked) {
        return [worked](const IsolatedSender& sender) { sender.send(worked ? "worked" : "failed"); };
    };
    CHECK(error_after(sent(true)) == "received worked");
    CHECK(error_after([&](const IsolatedSender& s) { sent(::open("/etc/passwd", O_RDONLY) >= 0)(s); }) ==
          "received failed");
    CHECK(error_after([&](const IsolatedSender& s) { sent(::creat("isolated_test.tmp", 0600) >= 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) {
              sent(::open("isolated_test.tmp", O_CREAT | O_RDWR, 0600) >= 0)(s);
          }) == "received failed");
    CHECK(error_after([&](const IsolatedSender& s) { sent(::socket(AF_UNIX, SOCK_STREAM, 0) >= 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) { sent(::socket(AF_INET, SOCK_STREAM, 0) >= 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) { sent(::fork() >= 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) {
              char* const arguments[]{nullptr};
              sent(::execv("/bin/true", arguments) >= 0)(s);
          }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) { sent(::kill(::getppid(), 0) == 0)(s); }) == kDamaged);
    CHECK(error_after([&](const IsolatedSender& s) {
              void* const code = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              sent(code != MAP_FAILED)(s);
          }) == kDamaged);
}

TEST_CASE("the work has none of this process's open files") {
    const int descriptor = ::open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    REQUIRE(descriptor >= 0);
    CHECK(error_after([&](const IsolatedSender& sender) {
              char byte = 0;
              sender.send(::read(descriptor, &byte, 1) < 0 ? "closed" : "open");
          }) == "received closed");
    ::close(descriptor);
}
