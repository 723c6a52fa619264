// Draws the tiles of a sheet of values, each through its colour map. Enlarged values have sharp edges; in reduced tiles
// four samples become their mean or the one of largest magnitude.
in vec2 texel;
flat in vec4 bounds;
flat in vec4 shown;
out vec4 colour;

uniform sampler2D values;
uniform sampler2D colour_maps;  // 256 x number of maps
uniform vec4 nan_colour;

float value_at(vec2 position) {
    return texelFetch(values, ivec2(clamp(floor(position), bounds.xy, bounds.zw - 1.0)), 0).r;
}

void main() {
    vec2 step = vec2(dFdx(texel.x), dFdy(texel.y));
    float value = value_at(texel);
    if (abs(step.x) > 1.0 || abs(step.y) > 1.0) {
        vec2 quarter = 0.25 * step;
        float a = value_at(texel - quarter);
        float b = value_at(texel + quarter);
        float c = value_at(texel + vec2(quarter.x, -quarter.y));
        float d = value_at(texel + vec2(-quarter.x, quarter.y));
        value = shown.w > 0.5 ? extreme_of(extreme_of(a, b), extreme_of(c, d)) : 0.25 * (a + b + c + d);
    }
    colour = mapped(colour_maps, shown.z, value, shown.xy, nan_colour);
}
