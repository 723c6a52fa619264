// Asks a window to close, as a window manager does when its cross is pressed: close_window WINDOW_ID
// It sends ICCCM's WM_DELETE_WINDOW. (`xdotool windowclose` destroys the window without asking the program.)
#include <X11/Xlib.h>

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    Display* const display = XOpenDisplay(nullptr);
    if (argc != 2 || display == nullptr) {
        std::fputs("close_window: set DISPLAY and call it as close_window WINDOW_ID\n", stderr);
        return 1;
    }
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = std::strtoul(argv[1], nullptr, 0);
    event.xclient.message_type = XInternAtom(display, "WM_PROTOCOLS", False);
    event.xclient.format = 32;
    event.xclient.data.l[0] = static_cast<long>(XInternAtom(display, "WM_DELETE_WINDOW", False));
    event.xclient.data.l[1] = CurrentTime;
    XSendEvent(display, event.xclient.window, False, NoEventMask, &event);
    XCloseDisplay(display);
    return 0;
}
