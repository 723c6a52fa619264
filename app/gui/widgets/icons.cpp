#include "app/gui/widgets/icons.h"

#include <cmath>
#include <initializer_list>
#include <numbers>
#include <utility>

namespace convscope {

namespace {

/// A pen on a grid from (-1, -1) to (1, 1).
class Pen {
  public:
    Pen(Ui& ui, Rect rect, ImU32 colour, float size)
        : draw_(ui.draw()),
          x_(rect.centre_x()),
          y_(rect.centre_y()),
          half_(size / 2),
          colour_(colour),
          width_(std::max(1.5F, size / 9)) {}

    ImVec2 at(float x, float y) const { return {x_ + x * half_, y_ + y * half_}; }
    void line(std::initializer_list<std::pair<float, float>> points, bool closed = false) {
        for (const auto& [x, y] : points) draw_.PathLineTo(at(x, y));
        draw_.PathStroke(colour_, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width_);
    }
    void triangle(float x0, float y0, float x1, float y1, float x2, float y2) {
        draw_.AddTriangleFilled(at(x0, y0), at(x1, y1), at(x2, y2), colour_);
    }
    void bar(float x0, float y0, float x1, float y1) { draw_.AddRectFilled(at(x0, y0), at(x1, y1), colour_); }
    void box(float x0, float y0, float x1, float y1) {
        draw_.AddRect(at(x0, y0), at(x1, y1), colour_, half_ / 5, 0, width_);
    }
    void dot(float x, float y, float radius) { draw_.AddCircleFilled(at(x, y), radius * half_, colour_); }
    void arc(float x, float y, float radius, float from, float to) {
        constexpr float kDegree = std::numbers::pi_v<float> / 180;
        draw_.PathArcTo(at(x, y), radius * half_, from * kDegree, to * kDegree, 24);
        draw_.PathStroke(colour_, 0, width_);
    }

  private:
    ImDrawList& draw_;
    float x_, y_, half_;
    ImU32 colour_;
    float width_;
};

void draw_player_icon(Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::play:
            pen.triangle(-.7F, -.9F, .9F, 0, -.7F, .9F);
            break;
        case Icon::pause:
            pen.bar(-.7F, -.85F, -.2F, .85F);
            pen.bar(.2F, -.85F, .7F, .85F);
            break;
        case Icon::step_back:
            pen.triangle(.4F, -.8F, -.5F, 0, .4F, .8F);
            pen.bar(.5F, -.8F, .75F, .8F);
            break;
        case Icon::step_forward:
            pen.triangle(-.4F, -.8F, .5F, 0, -.4F, .8F);
            pen.bar(-.75F, -.8F, -.5F, .8F);
            break;
        case Icon::first:
            pen.triangle(.8F, -.8F, -.3F, 0, .8F, .8F);
            pen.bar(-.7F, -.8F, -.42F, .8F);
            break;
        default:
            pen.triangle(-.8F, -.8F, .3F, 0, -.8F, .8F);
            pen.bar(.42F, -.8F, .7F, .8F);
    }
}

void draw_object_icon(Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::folder:
            pen.line({{-.9F, .7F}, {-.9F, -.65F}, {-.25F, -.65F}, {0, -.35F}, {.9F, -.35F}, {.9F, .7F}}, true);
            break;
        case Icon::save:
            pen.line({{0, -.9F}, {0, .35F}});
            pen.line({{-.5F, -.1F}, {0, .4F}, {.5F, -.1F}});
            pen.line({{-.9F, .45F}, {-.9F, .85F}, {.9F, .85F}, {.9F, .45F}});
            break;
        case Icon::picture:
            pen.box(-.9F, -.7F, .9F, .7F);
            pen.line({{-.8F, .5F}, {-.2F, -.1F}, {.2F, .3F}, {.45F, .05F}, {.85F, .5F}});
            pen.dot(.4F, -.3F, .16F);
            break;
        case Icon::file:
            pen.line({{-.6F, -.9F}, {.25F, -.9F}, {.65F, -.45F}, {.65F, .9F}, {-.6F, .9F}}, true);
            break;
        case Icon::copy:
            pen.box(-.8F, -.8F, .35F, .35F);
            pen.line({{.5F, -.3F}, {.8F, -.3F}, {.8F, .8F}, {-.3F, .8F}, {-.3F, .5F}});
            break;
        case Icon::pin:
            pen.arc(0, -.25F, .55F, 0, 360);
            pen.line({{-.4F, .12F}, {0, .9F}, {.4F, .12F}});
            break;
        case Icon::pencil:
            pen.line({{-.85F, .85F}, {-.7F, .3F}, {.4F, -.8F}, {.8F, -.4F}, {-.3F, .7F}}, true);
            break;
        case Icon::bin:
            pen.line({{-.85F, -.55F}, {.85F, -.55F}});
            pen.line({{-.3F, -.6F}, {-.3F, -.9F}, {.3F, -.9F}, {.3F, -.6F}});
            pen.line({{-.6F, -.5F}, {-.5F, .9F}, {.5F, .9F}, {.6F, -.5F}});
            break;
        case Icon::compare:
            pen.box(-.9F, -.9F, .9F, -.12F);
            pen.box(-.9F, .12F, .9F, .9F);
            break;
        default:  // code
            pen.line({{-.4F, -.6F}, {-.95F, 0}, {-.4F, .6F}});
            pen.line({{.4F, -.6F}, {.95F, 0}, {.4F, .6F}});
    }
}

void draw_arrow(Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::undo:
            pen.arc(.05F, .15F, .65F, -180, 60);
            pen.triangle(-1, -.05F, -.2F, -.05F, -.6F, .6F);
            break;
        case Icon::redo:
            pen.arc(-.05F, .15F, .65F, 120, 360);
            pen.triangle(1, -.05F, .2F, -.05F, .6F, .6F);
            break;
        case Icon::chevron_down:
            pen.line({{-.6F, -.3F}, {0, .35F}, {.6F, -.3F}});
            break;
        case Icon::up:
            pen.line({{0, .8F}, {0, -.7F}});
            pen.line({{-.6F, -.1F}, {0, -.75F}, {.6F, -.1F}});
            break;
        default:  // arrow_right
            pen.line({{-.9F, 0}, {.8F, 0}});
            pen.line({{.3F, -.5F}, {.85F, 0}, {.3F, .5F}});
    }
}

void draw_presenting_icon(Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::cover:
            pen.box(-.9F, -.75F, .9F, .75F);
            for (const float x : {-.5F, 0.0F, .5F}) pen.line({{x - .35F, .6F}, {x + .35F, -.6F}});
            break;
        case Icon::reveal:
            pen.line({{-.95F, 0}, {-.45F, -.45F}, {.45F, -.45F}, {.95F, 0}, {.45F, .45F}, {-.45F, .45F}}, true);
            pen.dot(0, 0, .22F);
            break;
        case Icon::spotlight:
            pen.arc(0, 0, .5F, 0, 360);
            for (const auto& [x, y] : {std::pair{0.0F, 1.0F}, {0.0F, -1.0F}, {1.0F, 0.0F}, {-1.0F, 0.0F}})
                pen.line({{x * .72F, y * .72F}, {x * .98F, y * .98F}});
            break;
        case Icon::hands:
            pen.bar(-.9F, -.1F, -.5F, .85F);
            pen.bar(-.2F, -.85F, .2F, .85F);
            pen.bar(.5F, .25F, .9F, .85F);
            break;
        case Icon::clock:
            pen.arc(0, .1F, .78F, 0, 360);
            pen.line({{0, -.35F}, {0, .1F}, {.35F, .3F}});
            pen.line({{-.25F, -.95F}, {.25F, -.95F}});
            break;
        default:  // lesson
            pen.line(
                {{0, -.55F}, {-.9F, -.75F}, {-.9F, .6F}, {0, .8F}, {.9F, .6F}, {.9F, -.75F}, {0, -.55F}, {0, .8F}});
    }
}

void draw_sign(Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::help:
            pen.arc(0, -.4F, .42F, -180, 70);
            pen.line({{.14F, 0}, {0, .15F}, {0, .4F}});
            pen.dot(0, .8F, .14F);
            break;
        case Icon::fullscreen:
            pen.line({{-.8F, -.3F}, {-.8F, -.8F}, {-.3F, -.8F}});
            pen.line({{.3F, -.8F}, {.8F, -.8F}, {.8F, -.3F}});
            pen.line({{.8F, .3F}, {.8F, .8F}, {.3F, .8F}});
            pen.line({{-.3F, .8F}, {-.8F, .8F}, {-.8F, .3F}});
            break;
        case Icon::theme:
            pen.arc(0, 0, .8F, 0, 360);
            for (int i = 0; i < 8; ++i)
                pen.bar(0, -.75F + .19F * static_cast<float>(i), .75F - .13F * std::fabs(static_cast<float>(i) - 3.5F),
                        -.6F + .19F * static_cast<float>(i));
            break;
        case Icon::more:
            for (const float x : {-.7F, 0.0F, .7F}) pen.dot(x, 0, .17F);
            break;
        case Icon::panels:
            pen.box(-.9F, -.75F, .9F, .75F);
            pen.bar(-.75F, -.6F, -.3F, .6F);
            break;
        case Icon::presentation:
            pen.line({{-1, -.8F}, {1, -.8F}});
            pen.box(-.8F, -.8F, .8F, .4F);
            pen.line({{-.5F, .95F}, {0, .4F}, {.5F, .95F}});
            break;
        default:  // close
            pen.line({{-.6F, -.6F}, {.6F, .6F}});
            pen.line({{-.6F, .6F}, {.6F, -.6F}});
    }
}

}  // namespace

void draw_icon(Ui& ui, Icon icon, Rect rect, ImU32 colour, float size) {
    Pen pen(ui, rect, colour, size);
    switch (icon) {
        case Icon::none:
            break;
        case Icon::play:
        case Icon::pause:
        case Icon::step_back:
        case Icon::step_forward:
        case Icon::first:
        case Icon::last:
            draw_player_icon(pen, icon);
            break;
        case Icon::folder:
        case Icon::save:
        case Icon::picture:
        case Icon::file:
        case Icon::copy:
        case Icon::pin:
        case Icon::compare:
        case Icon::pencil:
        case Icon::bin:
        case Icon::code:
            draw_object_icon(pen, icon);
            break;
        case Icon::undo:
        case Icon::redo:
        case Icon::chevron_down:
        case Icon::up:
        case Icon::arrow_right:
            draw_arrow(pen, icon);
            break;
        case Icon::cover:
        case Icon::reveal:
        case Icon::spotlight:
        case Icon::hands:
        case Icon::clock:
        case Icon::lesson:
            draw_presenting_icon(pen, icon);
            break;
        default:
            draw_sign(pen, icon);
    }
}

}  // namespace convscope
