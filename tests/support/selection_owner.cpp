#include "tests/support/selection_owner.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <poll.h>

#include <chrono>
#include <stdexcept>
#include <utility>
#include <vector>

namespace convscope::test {

namespace {

struct Transfer {
    ::Window requestor = None;
    Atom property = None, form = None;
    const std::string* bytes = nullptr;
    std::size_t sent = 0;
};

int ignore_error(Display* /*display*/, XErrorEvent* /*error*/) {
    return 0;  // the requestor's window may be gone
}

void put(Display* display, const Transfer& to, std::string_view bytes) {
    XChangeProperty(display, to.requestor, to.property, to.form, 8, PropModeReplace,
                    reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
}

/// Answers the request; returns the transfer that it begins, if it comes in parts.
Transfer answer(Display* display, const XSelectionRequestEvent& request, const OfferedContents& contents) {
    XEvent reply{};
    reply.xselection = {.type = SelectionNotify,
                        .requestor = request.requestor,
                        .selection = request.selection,
                        .target = request.target,
                        .property = request.property,
                        .time = request.time};
    Transfer transfer{.requestor = request.requestor, .property = request.property, .form = request.target};
    for (const auto& [form, bytes] : contents.forms)
        if (XInternAtom(display, form.c_str(), False) == request.target) transfer.bytes = &bytes;
    if (request.target == XInternAtom(display, "TARGETS", False)) {
        std::vector<Atom> forms{request.target, 0x7FFFFFF};  // the second is not an atom
        for (const auto& [form, bytes] : contents.forms) forms.push_back(XInternAtom(display, form.c_str(), False));
        XChangeProperty(display, request.requestor, request.property, XA_ATOM, 32, PropModeReplace,
                        reinterpret_cast<const unsigned char*>(forms.data()), static_cast<int>(forms.size()));
    } else if (transfer.bytes == nullptr) {
        reply.xselection.property = None;
    } else if (contents.part > 0 && transfer.bytes->size() > contents.part) {
        const long size = static_cast<long>(transfer.bytes->size());
        XSelectInput(display, request.requestor, PropertyChangeMask);
        XChangeProperty(display, request.requestor, request.property, XInternAtom(display, "INCR", False), 32,
                        PropModeReplace, reinterpret_cast<const unsigned char*>(&size), 1);
        XSendEvent(display, request.requestor, False, NoEventMask, &reply);
        return transfer;
    } else {
        put(display, transfer, *transfer.bytes);
    }
    XSendEvent(display, request.requestor, False, NoEventMask, &reply);
    return {};
}

/// Sends the next part, or the empty part at the end.
void send_part(Display* display, Transfer& transfer, const OfferedContents& contents) {
    if (contents.stops_halfway && transfer.sent > 0) return;
    const std::string_view part = std::string_view(*transfer.bytes).substr(transfer.sent, contents.part);
    transfer.sent += part.size();
    put(display, transfer, part);
    if (part.empty()) transfer = {};
}

}  // namespace

SelectionOwner::SelectionOwner(OfferedContents contents) : contents_(std::move(contents)) {
    // A server that starts anew because its last program has ended refuses connections for a moment.
    Display* display = XOpenDisplay(nullptr);
    for (int i = 0; i < 100 && display == nullptr; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        display = XOpenDisplay(nullptr);
    }
    if (display == nullptr) throw std::runtime_error("there is no display");
    XSetErrorHandler(ignore_error);
    const ::Window window = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0);
    XSetSelectionOwner(display, XInternAtom(display, "CLIPBOARD", False), window, CurrentTime);
    XSync(display, False);
    thread_ = std::thread([this, display, window] { serve(display, window); });
}

SelectionOwner::~SelectionOwner() {
    ends_ = true;
    thread_.join();
}

void SelectionOwner::serve(void* connection, unsigned long window) {
    auto* const display = static_cast<Display*>(connection);
    Transfer transfer;
    while (!ends_ && !lost_) {
        pollfd ready{ConnectionNumber(display), POLLIN, 0};
        if (XPending(display) == 0) ::poll(&ready, 1, 5);
        while (XPending(display) > 0) {
            XEvent event{};
            XNextEvent(display, &event);
            if (event.type == SelectionClear) lost_ = true;
            if (event.type == SelectionRequest && contents_.answers)
                transfer = answer(display, event.xselectionrequest, contents_);
            const XPropertyEvent& property = event.xproperty;
            if (event.type == PropertyNotify && property.state == PropertyDelete && transfer.bytes != nullptr &&
                property.window == transfer.requestor && property.atom == transfer.property)
                send_part(display, transfer, contents_);
            XFlush(display);
        }
    }
    XDestroyWindow(display, window);
    XCloseDisplay(display);
}

}  // namespace convscope::test
