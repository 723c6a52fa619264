#include "app/gui/toolkit/theme.h"

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

constexpr ImU32 rgb(unsigned colour) {
    return IM_COL32((colour >> 16) & 255U, (colour >> 8) & 255U, colour & 255U, 255);
}

// Every text role has a contrast of 7:1 on every ground that it is drawn on; the theme's test lists them.
Theme make_theme(bool dark) {
    Theme t;
    t.dark = dark;
    const auto set = [&](Role role, unsigned light, unsigned night) {
        t.colours.at(static_cast<std::size_t>(role)) = rgb(dark ? night : light);
    };
    set(Role::background, 0xf6f7f9, 0x16191e);
    set(Role::surface, 0xffffff, 0x1e2228);
    set(Role::raised, 0xeef0f4, 0x282d35);
    set(Role::hover, 0xe3e8f0, 0x30363f);
    set(Role::line, 0xd3d8e0, 0x3c434e);
    set(Role::text, 0x1a1f27, 0xeef1f5);
    set(Role::muted, 0x424b59, 0xc0c9d5);
    set(Role::accent, 0x14459f, 0xa9cbff);
    set(Role::on_accent, 0xffffff, 0x0d1420);
    set(Role::positive, 0xdd7011, 0xf3a255);
    set(Role::negative, 0x2a6fbd, 0x6fa3dc);
    set(Role::winner, 0x07542f, 0x7fe0ad);
    set(Role::block, 0x63318f, 0xd8b8ff);
    set(Role::warning, 0x8e1a13, 0xffb4ad);
    set(Role::canvas, 0xe6e9ee, 0x101317);
    set(Role::positive_cell, 0xf2a65e, 0x8a4608);
    set(Role::negative_cell, 0x86b6ea, 0x1f5596);
    set(Role::winner_cell, 0x8fd6b0, 0x17603a);
    return t;
}

float luminance(ImU32 colour) {
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
    const auto linear = [](float v) { return v <= 0.04045F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F); };
    return 0.2126F * linear(c.x) + 0.7152F * linear(c.y) + 0.0722F * linear(c.z);
}

}  // namespace

const Theme& theme(bool dark) {
    static const Theme light = make_theme(false);
    static const Theme night = make_theme(true);
    return dark ? night : light;
}

ImU32 faded(ImU32 colour, float opacity) {
    ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
    c.w *= opacity;
    return ImGui::ColorConvertFloat4ToU32(c);
}

ImU32 mixed(ImU32 a, ImU32 b, float amount) {
    const ImVec4 p = ImGui::ColorConvertU32ToFloat4(a);
    const ImVec4 q = ImGui::ColorConvertU32ToFloat4(b);
    const auto mix = [amount](float u, float v) { return u + (v - u) * amount; };
    return ImGui::ColorConvertFloat4ToU32({mix(p.x, q.x), mix(p.y, q.y), mix(p.z, q.z), mix(p.w, q.w)});
}

ImU32 readable_on(ImU32 background) {
    // Equal contrast ratios to black and white are at a luminance of 0.179 (WCAG 2).
    return luminance(background) > 0.179F ? IM_COL32_BLACK : IM_COL32_WHITE;
}

float contrast(ImU32 a, ImU32 b) {
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05F) / (dark + 0.05F);
}

void apply_style(const Theme& t, float scale) {
    ImGuiStyle style;
    style.WindowPadding = {8, 8};
    style.FramePadding = {8, 7};
    style.WindowRounding = style.PopupRounding = 8;
    style.FrameRounding = style.ScrollbarRounding = style.GrabRounding = 6;
    style.ScrollbarSize = 12;
    style.WindowBorderSize = style.ChildBorderSize = 0;
    style.PopupBorderSize = 1;
    const auto set = [&](ImGuiCol slot, ImU32 colour) { style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour); };
    set(ImGuiCol_Text, t[Role::text]);
    set(ImGuiCol_TextDisabled, t[Role::muted]);
    set(ImGuiCol_WindowBg, t[Role::background]);
    set(ImGuiCol_PopupBg, t[Role::surface]);
    set(ImGuiCol_Border, t[Role::line]);
    set(ImGuiCol_FrameBg, t[Role::raised]);
    set(ImGuiCol_FrameBgHovered, t[Role::raised]);
    set(ImGuiCol_FrameBgActive, t[Role::raised]);
    set(ImGuiCol_ScrollbarBg, 0);
    set(ImGuiCol_ScrollbarGrab, t[Role::line]);
    set(ImGuiCol_ScrollbarGrabHovered, t[Role::muted]);
    set(ImGuiCol_ScrollbarGrabActive, t[Role::muted]);
    set(ImGuiCol_TextSelectedBg, faded(t[Role::accent], 0.35F));
    set(ImGuiCol_ModalWindowDimBg, faded(IM_COL32(10, 14, 20, 255), 0.45F));
    set(ImGuiCol_NavHighlight, t[Role::accent]);
    style.ScaleAllSizes(scale);
    ImGui::GetStyle() = style;
}

}  // namespace convscope
