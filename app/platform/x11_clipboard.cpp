#include "app/platform/x11_clipboard.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <poll.h>

#include <algorithm>
#include <utility>

// Declared in GLFW/glfw3native.h, which also needs the headers of Xrandr.
extern "C" Display* glfwGetX11Display(void);

namespace convscope {

namespace {

using Clock = std::chrono::steady_clock;
using Bytes = std::vector<std::uint8_t>;

constexpr long kMaxPropertyWords = 1 << 26;  ///< words of 4 bytes; more than a server accepts in one property

struct FreeX11 {
    void operator()(void* memory) const { XFree(memory); }
};

/// A property as the selection's owner has set it.
struct Property {
    Atom type = None;
    int format = 0;  ///< bits of an item; Xlib stores items of 32 bits as longs
    std::size_t items = 0;
    std::unique_ptr<unsigned char, FreeX11> data;

    std::span<const std::uint8_t> bytes() const { return {data.get(), format == 8 ? items : std::size_t{0}}; }
    std::span<const Atom> atoms() const {
        return {reinterpret_cast<const Atom*>(data.get()), format == 32 ? items : std::size_t{0}};
    }
};

}  // namespace

class X11Clipboard::Connection {
  public:
    Connection(Display* display, std::chrono::milliseconds patience)
        : display_(display),
          patience_(patience),
          window_(XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0)),
          clipboard_(atom("CLIPBOARD")),
          incremental_(atom("INCR")),
          property_(atom("CONVSCOPE_CLIPBOARD")) {
        XSelectInput(display_, window_, PropertyChangeMask);
    }
    ~Connection() {
        XDestroyWindow(display_, window_);
        XCloseDisplay(display_);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    std::vector<std::string> offered(std::span<const char* const> forms) {
        std::vector<std::string> found;
        const std::optional<Property> targets = convert(atom("TARGETS"));
        if (!targets) return found;
        // Does not ask for the names of the list's atoms: a damaged list may hold numbers that are not atoms, and Xlib
        // would then end the process.
        found.reserve(forms.size());
        for (const char* form : forms)
            if (std::ranges::find(targets->atoms(), atom(form)) != targets->atoms().end()) found.emplace_back(form);
        return found;
    }

    std::optional<Bytes> read(const std::string& form, std::size_t max_bytes) {
        const std::optional<Property> first = convert(atom(form.c_str()));
        if (!first) return std::nullopt;
        if (first->type == incremental_) return read_parts(max_bytes);
        const auto bytes = first->bytes();
        if (bytes.size() > max_bytes) return std::nullopt;
        return Bytes(bytes.begin(), bytes.end());
    }

  private:
    Atom atom(const char* name) { return XInternAtom(display_, name, False); }

    /// The next event of this type for the window; false if none comes in time.
    bool wait(int type, XEvent& event) {
        const auto end = Clock::now() + patience_;
        while (XCheckTypedWindowEvent(display_, window_, type, &event) == False) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
            if (left.count() <= 0) return false;
            pollfd ready{ConnectionNumber(display_), POLLIN, 0};
            ::poll(&ready, 1, static_cast<int>(left.count()));
        }
        return true;
    }

    /// Asks the owner for the content in this form, and returns its first part.
    std::optional<Property> convert(Atom form) {
        XDeleteProperty(display_, window_, property_);
        XConvertSelection(display_, clipboard_, form, property_, window_, CurrentTime);
        XEvent event{};
        do {
            if (!wait(SelectionNotify, event)) return std::nullopt;
        } while (event.xselection.target != form);  // a late answer to an earlier question
        if (event.xselection.property == None) return std::nullopt;
        XEvent old{};
        while (XCheckTypedWindowEvent(display_, window_, PropertyNotify, &old) == True) {
        }
        return take_property();
    }

    /// The property's value; deletes it, which asks the owner for the next part.
    std::optional<Property> take_property() {
        Property property;
        unsigned long items = 0, left = 0;
        unsigned char* data = nullptr;
        const int status = XGetWindowProperty(display_, window_, property_, 0, kMaxPropertyWords, True, AnyPropertyType,
                                              &property.type, &property.format, &items, &left, &data);
        property.data.reset(data);
        property.items = items;
        if (status != Success || left > 0) return std::nullopt;
        return property;
    }

    /// ICCCM 2.7.2: large contents come in parts, each of which is set after the last one was deleted; an empty part is
    /// the end.
    std::optional<Bytes> read_parts(std::size_t max_bytes) {
        Bytes all;
        while (true) {
            XEvent event{};
            if (!wait(PropertyNotify, event)) return std::nullopt;
            if (event.xproperty.state != PropertyNewValue || event.xproperty.atom != property_) continue;
            const std::optional<Property> part = take_property();
            if (!part || part->bytes().size() > max_bytes - all.size()) return std::nullopt;
            if (part->items == 0) return all;
            all.insert(all.end(), part->bytes().begin(), part->bytes().end());
        }
    }

    Display* display_;
    std::chrono::milliseconds patience_;
    ::Window window_;
    Atom clipboard_, incremental_, property_;
};

X11Clipboard::X11Clipboard(std::chrono::milliseconds patience) {
    if (Display* const display = XOpenDisplay(nullptr)) connection_ = std::make_unique<Connection>(display, patience);
}

X11Clipboard::~X11Clipboard() = default;

std::vector<std::string> X11Clipboard::offered(std::span<const char* const> forms) {
    return connection_ ? connection_->offered(forms) : std::vector<std::string>{};
}

std::optional<std::vector<std::uint8_t>> X11Clipboard::read(const std::string& form, std::size_t max_bytes) {
    if (!connection_) return std::nullopt;
    return connection_->read(form, max_bytes);
}

bool window_is_on_x11() {
    return glfwGetX11Display() != nullptr;
}

unsigned long x11_clipboard_owner() {
    Display* const display = glfwGetX11Display();
    return display == nullptr ? None : XGetSelectionOwner(display, XInternAtom(display, "CLIPBOARD", False));
}

}  // namespace convscope
