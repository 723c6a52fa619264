// Drags files onto a window as a file manager does, without moving the mouse:
//   xdnd_source WINDOW_ID X Y FILE...       X, Y: position on the root window where they are dropped
// It implements the source's part of XDND, version 5 (https://www.freedesktop.org/wiki/Specifications/XDND). Exits with
// 0 if the window confirms that it has taken the files, otherwise with 1 and a message, after kPatience at the latest.
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace convscope {

namespace {

using Clock = std::chrono::steady_clock;

constexpr long kVersion = 5;
constexpr long kMinVersion = 3;  ///< older versions have another handshake
constexpr std::chrono::seconds kPatience{60};

/// A file URI. All except unreserved characters and slashes are written as %XX. Source: RFC 3986.
std::string file_uri(const std::filesystem::path& file) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    std::string uri = "file://";
    for (const char c : std::filesystem::absolute(file).string()) {
        const auto byte = static_cast<unsigned char>(c);
        if (kPlain.find(c) != std::string_view::npos)
            uri += c;
        else
            uri.append({'%', kHex[byte / 16], kHex[byte % 16]});
    }
    return uri;
}

/// One URI per line, each line ended by CR and LF. Source: RFC 2483.
std::string uri_list(std::span<char*> files) {
    std::string list;
    for (const char* file : files) list += file_uri(file) + "\r\n";
    return list;
}

class Drag {
  public:
    Drag(Window target, std::string uris);
    /// Enters the window, moves to (x, y) of the root window, drops the files and waits until they are taken.
    void run(int x, int y);

  private:
    Atom atom(const char* name) const { return XInternAtom(display_.get(), name, False); }
    long target_version() const;
    Time server_time();
    void send(const char* type, long l1, long l2, long l3, long l4);
    XEvent next_event(std::string_view awaited);
    XClientMessageEvent wait_for(const char* type);
    void serve(const XSelectionRequestEvent& request);

    std::unique_ptr<Display, int (*)(Display*)> display_;
    Window target_;
    std::string uris_;
    Window source_ = 0;
    Clock::time_point deadline_ = Clock::now() + kPatience;
};

Drag::Drag(Window target, std::string uris)
    : display_(XOpenDisplay(nullptr), XCloseDisplay), target_(target), uris_(std::move(uris)) {
    if (!display_) throw std::runtime_error("the display cannot be opened");
    source_ = XCreateSimpleWindow(display_.get(), XDefaultRootWindow(display_.get()), 0, 0, 1, 1, 0, 0, 0);
    XSelectInput(display_.get(), source_, PropertyChangeMask);
}

/// The value of the window's property XdndAware.
long Drag::target_version() const {
    Atom type = 0;
    int format = 0;
    unsigned long count = 0;
    unsigned long bytes_after = 0;
    unsigned char* value = nullptr;
    XGetWindowProperty(display_.get(), target_, atom("XdndAware"), 0, 1, False, XA_ATOM, &type, &format, &count,
                       &bytes_after, &value);
    // Xlib returns values of 32 bits as longs.
    const long version = count == 1 && format == 32 ? *reinterpret_cast<const long*>(value) : 0;
    if (value != nullptr) XFree(value);
    if (version < kMinVersion)
        throw std::runtime_error("the window takes no drops: it lacks XdndAware, version 3 or later");
    return std::min(version, kVersion);
}

/// The server's time, from the event of a changed property. Source: ICCCM 2.1.
Time Drag::server_time() {
    XChangeProperty(display_.get(), source_, atom("XdndActionList"), XA_ATOM, 32, PropModeAppend, nullptr, 0);
    while (true) {
        const XEvent event = next_event("the server's time");
        if (event.type == PropertyNotify) return event.xproperty.time;
    }
}

void Drag::send(const char* type, long l1, long l2, long l3, long l4) {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = target_;
    event.xclient.message_type = atom(type);
    event.xclient.format = 32;
    const long data[] = {static_cast<long>(source_), l1, l2, l3, l4};
    std::ranges::copy(data, event.xclient.data.l);
    XSendEvent(display_.get(), target_, False, NoEventMask, &event);
}

XEvent Drag::next_event(std::string_view awaited) {
    while (XPending(display_.get()) == 0) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
        pollfd connection{.fd = XConnectionNumber(display_.get()), .events = POLLIN, .revents = 0};
        if (left <= 0 || poll(&connection, 1, static_cast<int>(left)) <= 0)
            throw std::runtime_error("timed out waiting for " + std::string(awaited));
    }
    XEvent event;
    XNextEvent(display_.get(), &event);
    return event;
}

/// Waits for the target's next message of this type, and meanwhile answers requests for the names of the files.
XClientMessageEvent Drag::wait_for(const char* type) {
    while (true) {
        const XEvent event = next_event(type);
        if (event.type == SelectionRequest) serve(event.xselectionrequest);
        const bool awaited = event.type == ClientMessage && event.xclient.message_type == atom(type);
        if (awaited && static_cast<Window>(event.xclient.data.l[0]) == target_) return event.xclient;
    }
}

void Drag::serve(const XSelectionRequestEvent& request) {
    XEvent reply{};
    XSelectionEvent& notify = reply.xselection;
    notify.type = SelectionNotify;
    notify.requestor = request.requestor;
    notify.selection = request.selection;
    notify.target = request.target;
    notify.time = request.time;
    if (request.target == atom("text/uri-list")) {
        notify.property = request.property;
        const auto* const bytes = reinterpret_cast<const unsigned char*>(uris_.data());
        XChangeProperty(display_.get(), request.requestor, request.property, request.target, 8, PropModeReplace, bytes,
                        static_cast<int>(uris_.size()));
    }
    XSendEvent(display_.get(), request.requestor, False, NoEventMask, &reply);
}

void Drag::run(int x, int y) {
    const long version = target_version();
    const auto time = server_time();
    XSetSelectionOwner(display_.get(), atom("XdndSelection"), source_, time);
    const auto stamp = static_cast<long>(time);
    send("XdndEnter", version << 24, static_cast<long>(atom("text/uri-list")), 0, 0);
    send("XdndPosition", 0, static_cast<long>(x) << 16 | y, stamp, static_cast<long>(atom("XdndActionCopy")));
    if ((wait_for("XdndStatus").data.l[1] & 1) == 0) {
        send("XdndLeave", 0, 0, 0, 0);
        XFlush(display_.get());
        throw std::runtime_error("the window does not accept these files");
    }
    send("XdndDrop", 0, stamp, 0, 0);
    // GLFW answers with the number of bytes that it has read, not only with the lowest bit.
    const bool taken = wait_for("XdndFinished").data.l[1] != 0;
    if (version >= 5 && !taken) throw std::runtime_error("the window has not taken the files");
}

[[noreturn]] int report_x_error(Display* display, XErrorEvent* error) {
    char text[200] = "";
    XGetErrorText(display, error->error_code, text, sizeof text);
    std::fprintf(stderr, "xdnd_source: X server error: %s\n", text);
    std::exit(1);
}

}  // namespace

}  // namespace convscope

int main(int argc, char** argv) {
    try {
        if (argc < 5) throw std::invalid_argument("too few");
        XSetErrorHandler(convscope::report_x_error);
        const std::span<char*> files(argv + 4, argv + argc);
        convscope::Drag drag(std::stoul(argv[1], nullptr, 0), convscope::uri_list(files));
        drag.run(std::stoi(argv[2]), std::stoi(argv[3]));
        return 0;
    } catch (const std::logic_error&) {
        std::fputs("xdnd_source: call it as xdnd_source WINDOW_ID X Y FILE...\n", stderr);
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "xdnd_source: %s\n", error.what());
    }
    return 1;
}
