// A part of a one-channel picture through a colour map. Positions are in pixels of that picture, (x right, y down).
in vec2 place;
out vec4 colour;

uniform sampler2D values;       // texels: the picture, or averages of factor x factor blocks of it
uniform sampler2D colour_map;   // 256 x 1
uniform vec4 window;            // x, y, width, height of what the target shows
uniform vec2 picture_size;      // columns, rows
uniform vec2 region_origin;     // where the texture's first texel begins
uniform float factor;           // picture pixels per texel
uniform vec2 range;             // values shown as the map's ends
uniform vec4 nan_colour;
uniform vec2 revealed;          // row, column of the first pixel still to come; row < 0: everything is there
uniform float magnified;        // 1: a picture pixel is larger than a screen pixel and has sharp edges

float value_at(vec2 position) {
    vec2 texel = (position - region_origin) / factor;
    vec2 size = vec2(textureSize(values, 0));
    if (magnified > 0.5) return texelFetch(values, ivec2(clamp(floor(texel), vec2(0.0), size - 1.0)), 0).r;
    return texture(values, texel / size).r;
}

// Minified, a target pixel covers between one and two texels each way: four samples inside it are their average.
float average_around(vec2 position) {
    vec2 quarter = 0.25 * vec2(dFdx(place.x) * window.z, dFdy(place.y) * window.w);
    return 0.25 * (value_at(position - quarter) + value_at(position + quarter) +
                   value_at(position + vec2(quarter.x, -quarter.y)) + value_at(position + vec2(-quarter.x, quarter.y)));
}

void main() {
    vec2 position = window.xy + place * window.zw;
    vec2 pixel = floor(position);
    bool outside = any(lessThan(position, vec2(0.0))) || any(greaterThanEqual(position, picture_size));
    bool to_come = revealed.x >= 0.0 && (pixel.y > revealed.x || (pixel.y == revealed.x && pixel.x >= revealed.y));
    float value = magnified > 0.5 ? value_at(position) : average_around(position);
    if (outside || to_come) {
        colour = vec4(0.0);
        return;
    }
    colour = mapped(colour_map, 0.5, value, range, nan_colour);
}
